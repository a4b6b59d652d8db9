import { Notice } from '../controls/notice.tsx';

/** Says that the store is damaged, and what can be saved of it. */
export function DamageNotice({ damage }: { readonly damage: string }) {
  return (
    <Notice kind="warning" title="The store is damaged and is only read.">
      {damage.replace(/[.]?$/, '.')} What can be read is shown. To go on working, save it into a new
      workspace: <code>echotrain runs rescue</code>. One run's curves:{' '}
      <code>echotrain runs export 1 --to csv --out saved</code>. The files of all runs, their checkpoints
      included, are whole, in <code>.echotrain/runs</code>.
    </Notice>
  );
}

/** The damage of the store that an error speaks of, in SQLite's words; nothing where it is about something else. */
export function damageIn(error: Error | undefined): string | undefined {
  return error && /database disk image is malformed|file is not a database/.exec(error.message)?.[0];
}
