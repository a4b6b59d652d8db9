import { Button } from '../controls/button.tsx';
import { Legend } from './legend.tsx';
import styles from './new-run.module.css';
import { itemOf, starter } from './schema.ts';
import { SettingField, type SettingProps } from './setting-field.tsx';
import { useIssue, useStudyForm } from './study-form.ts';
import { Issue } from './value-fields.tsx';

/** A list of things with settings, such as layers. */
export function ListField({ schema, path, value, label }: SettingProps) {
  const { set, remove } = useStudyForm();
  const items: readonly unknown[] = Array.isArray(value) ? value : [];
  const item = itemOf(schema) ?? {};
  const name = (i: number) => `${label} ${i + 1}`;
  return (
    <fieldset className={styles.group}>
      <Legend name={label} description={schema.description} />
      <Issue message={useIssue(path)} />
      {items.map((one, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an item of a study has no name but its place.
        <div key={i} className={styles.block}>
          <SettingField schema={item} path={[...path, i]} value={one} label={name(i)} />
          <Button
            kind="quiet"
            className={styles.remove}
            aria-label={`Remove ${name(i)}`}
            onClick={() => remove([...path, i])}
          >
            ✕
          </Button>
        </div>
      ))}
      <Button onClick={() => set([...path, items.length], starter(item))}>Add one</Button>
    </fieldset>
  );
}
