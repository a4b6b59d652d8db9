import { Notice } from '../controls/notice.tsx';

/** Says that the store is damaged, and what can be saved of it. */
export function DamageNotice({ damage }: { readonly damage: string }) {
  return (
    <Notice kind="warning" title="The store is damaged and is only read.">
      {damage} What can be read of a run is shown here, and can be taken out:{' '}
      <code>echotrain runs export 1 --to csv --out saved</code>. The files of all runs, their checkpoints
      included, are beside the store, in <code>.echotrain/runs</code>.
    </Notice>
  );
}
