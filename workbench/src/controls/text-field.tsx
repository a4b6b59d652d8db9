import type { ComponentProps } from 'react';
import { classes } from './classes.ts';
import styles from './field.module.css';
import { Field, type FieldProps } from './field.tsx';

/** What a field of text is told besides its label. */
type TextFieldProps = FieldProps & {
  readonly value: string;
  readonly onChange: (value: string) => void;
} & Omit<ComponentProps<'input'>, 'value' | 'onChange' | 'id'>;

/**
 * A line of text, or a number as text.
 *
 * @example <TextField label="Name" value={name} onChange={setName} />
 */
export function TextField({ label, hint, error, isLabelHidden = false, onChange, ...props }: TextFieldProps) {
  return (
    <Field label={label} hint={hint} error={error} isLabelHidden={isLabelHidden}>
      {(parts) => (
        <input
          type="text"
          autoComplete="off"
          {...props}
          {...parts}
          className={classes(styles.input, props.className)}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
