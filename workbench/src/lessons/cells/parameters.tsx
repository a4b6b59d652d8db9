import { Checkbox } from '../../controls/checkbox.tsx';
import { type Option, Select } from '../../controls/select.tsx';
import { Slider } from '../../controls/slider.tsx';
import styles from './cell.module.css';

/** Something that can be set: one of some numbers, one of some words, or yes and no. */
export type Parameter =
  | {
      readonly kind: 'number';
      readonly label: string;
      /** The numbers to choose from, in their order. */
      readonly stops: readonly number[];
      readonly hint?: string;
    }
  | {
      readonly kind: 'choice';
      readonly label: string;
      readonly options: readonly Option<string>[];
      readonly hint?: string;
    }
  | { readonly kind: 'switch'; readonly label: string };

/** Parameters by their names. */
export type ParameterForm = Readonly<Record<string, Parameter>>;

/** What is set in a form. */
export type ValuesOf<Form extends ParameterForm> = {
  readonly [Name in keyof Form]: Form[Name] extends { readonly kind: 'number' }
    ? number
    : Form[Name] extends { readonly options: readonly Option<infer Value>[] }
      ? Value
      : boolean;
};

type Value = number | string | boolean;

/**
 * The controls of a form of parameters.
 *
 * @example <Parameters form={form} values={values} onChange={setValues} />
 */
export function Parameters<const Form extends ParameterForm>({
  form,
  values,
  onChange,
}: {
  readonly form: Form;
  readonly values: ValuesOf<Form>;
  readonly onChange: (values: ValuesOf<Form>) => void;
}) {
  const current: Readonly<Record<string, Value>> = values;
  return (
    <div className={styles.parameters}>
      {Object.entries(form).map(([name, parameter]) => (
        <Control
          key={name}
          parameter={parameter}
          value={current[name]}
          onChange={(value) => onChange({ ...values, [name]: value })}
        />
      ))}
    </div>
  );
}

interface ControlProps {
  readonly parameter: Parameter;
  readonly value: Value | undefined;
  readonly onChange: (value: Value) => void;
}

function Control({ parameter, value, onChange }: ControlProps) {
  const { label } = parameter;
  switch (parameter.kind) {
    case 'number': {
      const { stops, hint } = parameter;
      return (
        <Slider
          label={label}
          hint={hint}
          value={stops.indexOf(Number(value))}
          min={0}
          max={stops.length - 1}
          format={(at) => `${stops[at] ?? ''}`}
          onChange={(at) => onChange(stops[at] ?? 0)}
        />
      );
    }
    case 'choice':
      return (
        <Select
          label={label}
          hint={parameter.hint}
          value={`${value}`}
          options={parameter.options}
          onChange={onChange}
        />
      );
    case 'switch':
      return <Checkbox label={label} isChecked={value === true} onChange={onChange} />;
  }
}
