import type { ReactNode } from 'react';
import styles from './field.module.css';

/**
 * Yes or no.
 *
 * @example <Checkbox label="Log axis" isChecked={isLog} onChange={setIsLog} />
 */
export function Checkbox({
  label,
  isChecked,
  onChange,
  disabled = false,
}: {
  readonly label: ReactNode;
  readonly isChecked: boolean;
  readonly onChange: (isChecked: boolean) => void;
  readonly disabled?: boolean;
}) {
  return (
    <label className={styles.check}>
      <input
        type="checkbox"
        checked={isChecked}
        disabled={disabled}
        onChange={(event) => onChange(event.target.checked)}
      />
      {label}
    </label>
  );
}
