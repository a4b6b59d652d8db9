import { type ReactNode, useId, useState } from 'react';
import { Button } from '../../controls/button.tsx';
import { Checkbox } from '../../controls/checkbox.tsx';
import type { TrainingStatus } from '../training/use-training.ts';
import styles from './cell.module.css';

/** What a cell shows of the training that runs in it. */
interface CellTraining {
  readonly status: TrainingStatus;
  readonly device: string | undefined;
  readonly seconds: number | undefined;
  readonly error: string | undefined;
  readonly stop: () => void;
  readonly reset: () => void;
}

/** A part of a lesson that runs: its title, what can be set, buttons, what comes of it, and where it runs. */
export function Cell({
  title,
  intro,
  training,
  onRun,
  canSlow = false,
  activity = 'Training',
  blocked,
  result,
  parameters,
  children,
}: CellProps) {
  const id = useId();
  const [isSlow, setIsSlow] = useState(false);
  const isRunning = training.status === 'running';
  return (
    <section className={styles.cell} aria-labelledby={id} aria-busy={isRunning}>
      <div className={styles.head}>
        <h3 id={id}>{title}</h3>
        <div className={styles.buttons}>
          {canSlow && <Checkbox label="Slow motion" isChecked={isSlow} onChange={setIsSlow} />}
          <Button kind="primary" disabled={blocked !== undefined} onClick={() => onRun(isSlow)}>
            {isRunning ? 'Run again' : 'Run'}
          </Button>
          <Button disabled={!isRunning} onClick={training.stop}>
            Stop
          </Button>
          <Button disabled={training.status === 'ready'} onClick={training.reset}>
            Reset
          </Button>
        </div>
      </div>
      {intro && <p className={styles.intro}>{intro}</p>}
      {parameters}
      <div className={styles.output}>{children}</div>
      <Status training={training} activity={activity} blocked={blocked} result={result} />
    </section>
  );
}

interface CellProps {
  readonly title: string;
  /** What there is to try. */
  readonly intro?: ReactNode;
  readonly training: CellTraining;
  readonly onRun: (isSlow: boolean) => void;
  /** Whether the program follows in slow motion. */
  readonly canSlow?: boolean;
  /** What it does while it runs. */
  readonly activity?: string | undefined;
  /** Why it cannot run now, where it cannot. */
  readonly blocked?: string | undefined;
  /** What came of it, in a sentence. */
  readonly result?: string | undefined;
  readonly parameters?: ReactNode;
  readonly children: ReactNode;
}

const SAID: Readonly<Record<Exclude<TrainingStatus, 'running'>, string>> = {
  ready: 'Not run yet.',
  done: 'Done',
  stopped: 'Stopped.',
  failed: 'Failed.',
};

type StatusProps = Pick<CellProps, 'training' | 'activity' | 'blocked' | 'result'>;

function Status({ training, activity, blocked, result }: StatusProps) {
  const { status, device, seconds, error } = training;
  const time = status === 'done' && seconds !== undefined ? ` in ${seconds.toFixed(1)} s.` : '';
  const isRunning = status === 'running';
  const said = isRunning ? `${activity} …` : SAID[status] + time;
  // What changes many times a second is not read out each time, only what came of it in the end.
  return (
    <div className={styles.status}>
      <span role="status" className={styles.said}>
        {error ? <span className={styles.failed}>{error}</span> : <span>{blocked ?? said}</span>}
        {!isRunning && result && <strong>{result}</strong>}
      </span>
      {isRunning && result && <strong>{result}</strong>}
      {device && <span>Runs here, on {device}.</span>}
    </div>
  );
}
