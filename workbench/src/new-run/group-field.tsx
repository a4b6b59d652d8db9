import type { ReactNode } from 'react';
import { Button } from '../controls/button.tsx';
import { Select } from '../controls/select.tsx';
import { Legend } from './legend.tsx';
import styles from './new-run.module.css';
import { isMap, type Schema, starter } from './schema.ts';
import { isSmall, SettingField, type SettingProps } from './setting-field.tsx';
import { useIssue, useStudyForm } from './study-form.ts';
import { Issue } from './value-fields.tsx';

/** Settings by name, in a box. */
export function GroupField(props: SettingProps) {
  return (
    <fieldset className={styles.group}>
      <Legend name={props.label} description={props.schema.description} />
      <Settings {...props} />
    </fieldset>
  );
}

/**
 * Settings by name: those that there are, those that must be, and one more at a time of all others.
 *
 * @param lead stands before them, in their row
 */
export function Settings({
  schema,
  path,
  value,
  lead,
}: Omit<SettingProps, 'label'> & { readonly lead?: ReactNode }) {
  const { set } = useStudyForm();
  const given = isMap(value) ? value : {};
  const { required = [] } = schema;
  const known = schema.properties ?? {};
  const names = Object.keys(known).filter((name) => required.includes(name) || name in given);
  const others = isLoose(schema) ? Object.keys(given).filter((name) => !(name in known)) : [];
  const shown = [...names, ...others].map((name) => ({ name, schema: known[name] ?? {} }));
  const missing = Object.keys(known).filter((name) => !names.includes(name));
  const fields = (isRow: boolean) =>
    shown
      .filter((one) => isSmall(one.schema) === isRow)
      .map(({ name, schema: one }) => (
        <Removable key={name} path={[...path, name]} isOptional={!required.includes(name)} isRow={isRow}>
          <SettingField schema={one} path={[...path, name]} value={given[name]} label={name} />
        </Removable>
      ));
  return (
    <>
      <Issue message={useIssue(path)} />
      <div className={styles.fields}>
        {lead}
        {fields(true)}
      </div>
      {fields(false)}
      {isLoose(schema) && (
        <p className={styles.hint}>Options that are not listed here are written in the YAML.</p>
      )}
      {missing.length > 0 && (
        <AddSetting
          {...{ schema, missing }}
          onAdd={(name) => set([...path, name], starter(known[name] ?? {}))}
        />
      )}
    </>
  );
}

function Removable({
  path,
  isOptional,
  isRow,
  children,
}: {
  readonly path: readonly (string | number)[];
  readonly isOptional: boolean;
  readonly isRow: boolean;
  readonly children: ReactNode;
}) {
  const { remove } = useStudyForm();
  return (
    <div className={isRow ? styles.cell : styles.block}>
      {children}
      {isOptional && (
        <Button
          kind="quiet"
          className={styles.remove}
          aria-label={`Remove ${path.join(' ')}`}
          title={`Remove ${path.at(-1)}`}
          onClick={() => remove(path)}
        >
          ✕
        </Button>
      )}
    </div>
  );
}

/** Offers what is not there yet, with what it means. */
function AddSetting({
  schema,
  missing,
  onAdd,
}: {
  readonly schema: Schema;
  readonly missing: readonly string[];
  readonly onAdd: (name: string) => void;
}) {
  const label = (name: string) => `${name}: ${shortened(schema.properties?.[name]?.description ?? '')}`;
  const options = missing.map((name) => ({ value: name, label: label(name) }));
  return (
    <div className={styles.add}>
      <Select
        {...{ label: 'Add setting', isLabelHidden: true, value: '' }}
        options={[{ value: '', label: 'Add setting …' }, ...options]}
        onChange={(name) => name && onAdd(name)}
      />
    </div>
  );
}

/** Whether it may have settings that the schema does not name. */
function isLoose({ additionalProperties }: Schema): boolean {
  return additionalProperties !== false;
}

function shortened(text: string): string {
  return text.length > 70 ? `${text.slice(0, 68)} …` : text;
}
