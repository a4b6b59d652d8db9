import { formatNumber } from 'echotrain/report';
import { Select } from '../controls/select.tsx';
import { TextField } from '../controls/text-field.tsx';
import styles from './new-run.module.css';

/** How a run is carried out, as one writes it. */
export interface Execution {
  readonly device: string;
  readonly threads: string;
  /** In gigabytes. */
  readonly memory: string;
}

/** Nothing chosen. */
export const anyExecution: Execution = { device: 'auto', threads: '', memory: '' };

const DEVICES = [
  { value: 'auto', label: 'auto: the fastest here' },
  { value: 'cpu', label: 'cpu' },
  { value: 'webgpu', label: 'webgpu: the graphics card' },
  { value: 'cuda', label: 'cuda: NVIDIA graphics card' },
] as const;

/** What is wrong with the threads; nothing where that is right. */
export function threadsError({ threads }: Execution, most: number): string | undefined {
  const isRight =
    threads.trim() === '' ||
    (/^\d+$/.test(threads.trim()) && Number(threads) >= 1 && Number(threads) <= most);
  return isRight ? undefined : `A whole number from 1 to ${most}, or nothing.`;
}

/** What is wrong with the limit of memory; nothing where that is right. */
export function memoryError({ memory }: Execution): string | undefined {
  const isRight = memory.trim() === '' || Number(memory) >= 0.1;
  return isRight ? undefined : 'A number of gigabytes of 0.1 or more, or nothing.';
}

/** Where a run computes, and what it may take. */
export function ExecutionFields({
  execution,
  machine,
  onChange,
}: {
  readonly execution: Execution;
  readonly machine: { readonly threads: number; readonly memory: number };
  readonly onChange: (execution: Execution) => void;
}) {
  const set = (change: Partial<Execution>) => onChange({ ...execution, ...change });
  return (
    <fieldset className={styles.group}>
      <legend>How it is carried out</legend>
      <div className={styles.fields}>
        <Select
          {...{ label: 'Device', value: execution.device, options: [...DEVICES] }}
          hint="Where it computes."
          onChange={(device) => set({ device })}
        />
        <TextField
          {...{ label: 'Threads', value: execution.threads, inputMode: 'numeric', placeholder: 'all' }}
          hint={`This machine has ${machine.threads}. Results depend on them: fewer than all let other runs go on beside.`}
          error={threadsError(execution, machine.threads)}
          onChange={(threads) => set({ threads })}
        />
        <TextField
          {...{
            label: 'Memory limit, GB',
            value: execution.memory,
            inputMode: 'decimal',
            placeholder: 'none',
          }}
          hint={`This machine has ${formatNumber(machine.memory / 1e9)} GB. A run that wants more is ended.`}
          error={memoryError(execution)}
          onChange={(memory) => set({ memory })}
        />
      </div>
    </fieldset>
  );
}
