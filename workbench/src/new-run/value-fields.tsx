import { useState } from 'react';
import { Checkbox } from '../controls/checkbox.tsx';
import { Field } from '../controls/field.tsx';
import { Select } from '../controls/select.tsx';
import { TextField } from '../controls/text-field.tsx';
import { lineOf, valueOfLine } from './edit-study.ts';
import styles from './new-run.module.css';
import { itemOf, kindOf } from './schema.ts';
import type { SettingProps } from './setting-field.tsx';
import { useIssue, useStudyForm } from './study-form.ts';

/** A number, a text, or values in a line. What is being written stays as it is until one leaves. */
export function LineField({ schema, path, value, label }: SettingProps) {
  const { set } = useStudyForm();
  const [draft, setDraft] = useState<string>();
  const isText = kindOf(schema) === 'text';
  const change = (line: string) => {
    setDraft(line);
    set(path, isText ? line : valueOfLine(line));
  };
  return (
    <TextField
      {...{ label, hint: schema.description, error: useIssue(path) }}
      value={draft ?? lineOf(value)}
      onChange={change}
      onBlur={() => setDraft(undefined)}
      inputMode={kindOf(schema) === 'number' ? 'decimal' : 'text'}
      spellCheck={false}
    />
  );
}

/** One of a few words. */
export function WordField({ schema, path, value, label }: SettingProps) {
  const { set } = useStudyForm();
  const words = schema.enum ?? [];
  const current = lineOf(value);
  const options = [...(words.includes(current) ? [] : [current]), ...words].map((word) => ({
    value: word,
    label: word === '\t' ? 'tab' : word || 'choose …',
  }));
  return (
    <Select
      {...{ label, hint: schema.description, error: useIssue(path), options, value: current }}
      onChange={(word) => set(path, word)}
    />
  );
}

/** Some of a few words. */
export function WordsField({ schema, path, value, label }: SettingProps) {
  const { set } = useStudyForm();
  const given: readonly unknown[] = Array.isArray(value) ? value : [];
  const words = itemOf(schema)?.enum ?? [];
  const choose = (word: string, isChosen: boolean) =>
    set(path, isChosen ? [...given, word] : given.filter((one) => one !== word));
  return (
    <fieldset className={styles.words}>
      <legend>{label}</legend>
      {words.map((word) => (
        <Checkbox
          key={word}
          label={word}
          isChecked={given.includes(word)}
          onChange={(isChosen) => choose(word, isChosen)}
        />
      ))}
      <p className={styles.hint}>{schema.description}</p>
      <Issue message={useIssue(path)} />
    </fieldset>
  );
}

/** Yes or no. */
export function FlagField({ schema, path, value, label }: SettingProps) {
  const { set } = useStudyForm();
  const error = useIssue(path);
  return (
    <Field {...{ label, hint: schema.description, error }}>
      {(parts) => (
        <span className={styles.flag}>
          <input
            {...parts}
            type="checkbox"
            checked={value === true}
            onChange={(event) => set(path, event.target.checked)}
          />
        </span>
      )}
    </Field>
  );
}

/** What is wrong with a group. */
export function Issue({ message }: { readonly message: string | undefined }) {
  return message === undefined ? null : <p className={styles.issue}>{message}</p>;
}
