import styles from './field.module.css';
import { Field, type FieldProps } from './field.tsx';

/** What a slider is told besides its label. */
type SliderProps = FieldProps & {
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step?: number;
  readonly onChange: (value: number) => void;
  /** The value for readers, with its unit. */
  readonly format?: (value: number) => string;
  readonly disabled?: boolean;
};

/**
 * A number from a range, with its value beside it.
 *
 * @example <Slider label="Epoch" value={epoch} min={1} max={100} onChange={setEpoch} />
 */
export function Slider({
  value,
  min,
  max,
  step = 1,
  onChange,
  format = String,
  disabled = false,
  ...field
}: SliderProps) {
  return (
    <Field {...field}>
      {(parts) => (
        <div className={styles.slider}>
          <input
            {...parts}
            type="range"
            value={value}
            min={min}
            max={max}
            step={step}
            disabled={disabled}
            aria-valuetext={format(value)}
            onChange={(event) => onChange(event.target.valueAsNumber)}
          />
          <output htmlFor={parts.id} aria-hidden="true">
            {format(value)}
          </output>
        </div>
      )}
    </Field>
  );
}
