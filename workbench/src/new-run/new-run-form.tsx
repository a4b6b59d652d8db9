import { useMemo, useState } from 'react';
import { api, said } from '../api/client.ts';
import { Button } from '../controls/button.tsx';
import { Notice } from '../controls/notice.tsx';
import { goTo } from '../navigation/address.ts';
import { BeginWith } from './begin-with.tsx';
import { valuesOf, withoutSetting, withSetting } from './edit-study.ts';
import { type Execution, ExecutionFields, memoryError, threadsError } from './execution-fields.tsx';
import { Settings } from './group-field.tsx';
import styles from './new-run.module.css';
import type { StartingPoint } from './starting-point.ts';
import { type StudyForm, StudyFormContext } from './study-form.ts';
import { type StudyCheck, useStudyCheck } from './use-study-check.ts';
import { YamlEditor } from './yaml-editor.tsx';

/** A study as a form and, beside it, as YAML: changing one changes the other. */
export function NewRunForm({ start, run }: { readonly start: StartingPoint; readonly run: string | null }) {
  const [text, setText] = useState(start.text);
  const [execution, setExecution] = useState(start.execution);
  const check = useStudyCheck(text);
  const { begin, problem, isStarting } = useStart(start.folder, text, execution);
  const isRight = check.isCurrent && check.issues.length === 0 && !check.error;
  const isPossible = !threadsError(execution, start.machine.threads) && !memoryError(execution);
  return (
    <form
      className={styles.page}
      onSubmit={(event) => {
        event.preventDefault();
        if (isRight && isPossible && !isStarting) begin();
      }}
    >
      <div className={styles.head}>
        <h1>{run === null ? 'New run' : `Rerun ${run} with changes`}</h1>
        <BeginWith {...{ start, run }} />
        <CheckText check={check} />
        <Button kind="primary" type="submit" disabled={!isRight || !isPossible || isStarting}>
          {isStarting ? 'Starting …' : 'Start'}
        </Button>
      </div>
      {(problem ?? check.error) && (
        <Notice kind="error" title={problem ? 'The run cannot be started.' : 'The study cannot be checked.'}>
          {(problem ?? check.error)?.message}
        </Notice>
      )}
      <div className={styles.columns}>
        <div className={styles.form}>
          <StudyFields {...{ text, check, start, onChange: setText }} />
          <ExecutionFields {...{ execution, machine: start.machine, onChange: setExecution }} />
        </div>
        <section className={styles.yaml} aria-label="YAML">
          <YamlEditor text={text} issues={check.issues} onChange={setText} />
          <p className={styles.hint}>
            Paths begin in <code>{start.folder}</code>
          </p>
        </section>
      </div>
    </form>
  );
}

/** The form of the study; while the text is no YAML, as it was before. */
function StudyFields({
  text,
  check: { issues },
  start: { schema },
  onChange,
}: {
  readonly text: string;
  readonly check: StudyCheck;
  readonly start: StartingPoint;
  readonly onChange: (text: string) => void;
}) {
  const values = useMemo(() => valuesOf(text), [text]);
  const [last, setLast] = useState<unknown>({});
  if (values !== undefined && values !== last) setLast(values);
  const form: StudyForm = {
    issues,
    set: (path, value) => onChange(withSetting(text, path, value)),
    remove: (path) => onChange(withoutSetting(text, path)),
  };
  return (
    <StudyFormContext value={form}>
      {values === undefined && (
        <Notice kind="warning" title="The YAML cannot be read now.">
          The form follows as soon as it can.
        </Notice>
      )}
      <fieldset className={styles.plain} disabled={values === undefined} aria-label="Study">
        <Settings schema={schema} path={[]} value={values ?? last} />
      </fieldset>
    </StudyFormContext>
  );
}

function CheckText({ check: { issues, isCurrent, error } }: { readonly check: StudyCheck }) {
  const many = issues.length === 1 ? 'One thing is wrong.' : `${issues.length} things are wrong.`;
  const told = error ? '' : issues.length > 0 ? many : 'The study is right.';
  return (
    <span role="status" className={issues.length > 0 ? styles.issue : styles.right}>
      {isCurrent ? told : ''}
    </span>
  );
}

/** Starts a study, and goes to its run. */
function useStart(folder: string, study: string, { device, threads, memory }: Execution) {
  const [problem, setProblem] = useState<Error>();
  const [isStarting, setIsStarting] = useState(false);
  const limits = {
    ...(threads.trim() && { threads: Number(threads) }),
    ...(memory.trim() && { memory: Math.round(Number(memory) * 1e9) }),
  };
  const begin = () => {
    setIsStarting(true);
    said(api.runs.$post({ json: { study, folder, device, ...limits } })).then(
      ({ run }) => goTo(`/runs/${run}`),
      (error: Error) => {
        setProblem(error);
        setIsStarting(false);
      },
    );
  };
  return { begin, problem, isStarting };
}
