import { type ReactNode, useId } from 'react';
import styles from './field.module.css';

/** What stands around every control that takes a value. */
export interface FieldProps {
  readonly label: string;
  /** What it means, below. */
  readonly hint?: ReactNode;
  /** What is wrong with it, below. */
  readonly error?: string | undefined;
  /** Whether the label is only for screen readers, where the place says what it is. */
  readonly isLabelHidden?: boolean;
}

/** What a control needs to belong to its field. */
interface FieldParts {
  readonly id: string;
  readonly 'aria-describedby'?: string;
  readonly 'aria-invalid'?: true;
}

/** A label, a control, and below it what it means or what is wrong with it. */
export function Field({
  label,
  hint,
  error,
  isLabelHidden = false,
  children,
}: FieldProps & { readonly children: (parts: FieldParts) => ReactNode }) {
  const id = useId();
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ');
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={isLabelHidden ? styles.hidden : styles.label}>
        {label}
      </label>
      {children({
        id,
        ...(described && { 'aria-describedby': described }),
        ...(error && { 'aria-invalid': true as const }),
      })}
      {hint && (
        <div id={`${id}-hint`} className={styles.hint}>
          {hint}
        </div>
      )}
      {error && (
        <div id={`${id}-error`} className={styles.error}>
          {error}
        </div>
      )}
    </div>
  );
}
