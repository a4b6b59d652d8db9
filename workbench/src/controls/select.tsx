import styles from './field.module.css';
import { Field, type FieldProps } from './field.tsx';

/** Something that can be chosen. */
export interface Option<Value extends string> {
  readonly value: Value;
  readonly label: string;
}

/** What a list of choices is told besides its label. */
type SelectProps<Value extends string> = FieldProps & {
  readonly value: Value;
  readonly options: readonly Option<Value>[];
  readonly onChange: (value: Value) => void;
  readonly disabled?: boolean;
};

/**
 * One of several.
 *
 * @example <Select label="Axis" value={axis} options={[{ value: 'step', label: 'Step' }]} onChange={setAxis} />
 */
export function Select<Value extends string>({
  value,
  options,
  onChange,
  disabled = false,
  ...field
}: SelectProps<Value>) {
  const choose = (text: string) => {
    const chosen = options.find((option) => option.value === text);
    if (chosen) onChange(chosen.value);
  };
  return (
    <Field {...field}>
      {(parts) => (
        <select
          {...parts}
          className={styles.input}
          value={value}
          disabled={disabled}
          onChange={(event) => choose(event.target.value)}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
