import type { ComponentProps } from 'react';
import { classes } from './classes.ts';
import styles from './field.module.css';
import { Field, type FieldProps } from './field.tsx';

/** What a field of several lines is told besides its label. */
type TextAreaProps = FieldProps & {
  readonly value: string;
  readonly onChange: (value: string) => void;
} & Omit<ComponentProps<'textarea'>, 'value' | 'onChange' | 'id'>;

/** Several lines of text. */
export function TextArea({ label, hint, error, isLabelHidden = false, onChange, ...props }: TextAreaProps) {
  return (
    <Field label={label} hint={hint} error={error} isLabelHidden={isLabelHidden}>
      {(parts) => (
        <textarea
          {...props}
          {...parts}
          className={classes(styles.input, styles.lines, props.className)}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
