import type { ReactNode } from 'react';
import { Select } from '../controls/select.tsx';
import { Settings } from './group-field.tsx';
import { Legend } from './legend.tsx';
import styles from './new-run.module.css';
import { isMap, kindOf, starterOf, type Variant, variantOf, variantsOf } from './schema.ts';
import { isSmall, SettingField, type SettingProps } from './setting-field.tsx';
import { useIssue, useStudyForm } from './study-form.ts';

/** One thing of several, and beside it what it is told. */
export function ChoiceField({ schema, path, value, label }: SettingProps) {
  const { set } = useStudyForm();
  const variants = variantsOf(schema);
  const chosen = variantOf(variants, value);
  const options = variants.map(({ key }) => ({ value: key, label: key }));
  const select = (
    <Select
      {...{ label: 'which one', error: useIssue(path), value: chosen?.key ?? '' }}
      hint={chosen?.isNamed ? chosen.schema.description : undefined}
      options={chosen ? options : [{ value: '', label: 'choose …' }, ...options]}
      onChange={(key) => set(path, starterOf(variants.find((one) => one.key === key)))}
    />
  );
  return (
    <fieldset className={styles.group}>
      <Legend name={label} description={schema.description} />
      {chosen ? (
        <Chosen {...{ chosen, path, value, lead: select }} />
      ) : (
        <div className={styles.fields}>{select}</div>
      )}
    </fieldset>
  );
}

/** What is chosen, with its settings. */
function Chosen({
  chosen: { key, schema, isNamed },
  path,
  value,
  lead,
}: Pick<SettingProps, 'path' | 'value'> & { readonly chosen: Variant; readonly lead: ReactNode }) {
  const place = isNamed
    ? { path: [...path, key], value: isMap(value) ? value[key] : undefined, label: key }
    : { path, value, label: key };
  if (isNamed && kindOf(schema) === 'group') return <Settings {...{ schema, ...place, lead }} />;
  const field = <SettingField schema={isNamed ? { ...schema, description: '' } : schema} {...place} />;
  return (
    <>
      <div className={styles.fields}>
        {lead}
        {isSmall(schema) && field}
      </div>
      {!isSmall(schema) && field}
    </>
  );
}
