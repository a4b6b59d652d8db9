import { useState } from 'react';
import { Notice } from '../../controls/notice.tsx';
import { Cell } from '../cells/cell.tsx';
import { type ParameterForm, Parameters, type ValuesOf } from '../cells/parameters.tsx';
import { ConfusionTable, countPairs } from '../drawings/confusion-table.tsx';
import { Curves } from '../drawings/curves.tsx';
import { DecisionSurface } from '../plane/decision-surface.tsx';
import { networkForm } from '../plane/network-form.ts';
import { useTraining } from '../training/use-training.ts';
import { ColumnTable } from './column-table.tsx';
import type { TableSummary } from './columns.ts';
import { exampleTable } from './example-table.ts';
import { FileDrop } from './file-drop.tsx';
import type { LearnUpdate } from './learn-program.ts';
import { PredictedPlot } from './predicted-plot.tsx';
import { columnsWith, guessedRoles, type Roles } from './roles.ts';

const { layers, units, learningRate, decay } = networkForm;

const form = {
  areClasses: { kind: 'switch', label: 'Numbers of the target are names of classes' },
  layers,
  units,
  learningRate,
  decay,
  epochs: { kind: 'number', label: 'Epochs', stops: [5, 10, 20, 50, 100, 200] },
} as const satisfies ParameterForm;

const usual: ValuesOf<typeof form> = {
  areClasses: false,
  layers: 1,
  units: 16,
  learningRate: 0.01,
  decay: 0,
  epochs: 50,
};

type Course = LearnUpdate;

const none: Course = { epochs: [] };

function withUpdate(course: Course, update: LearnUpdate): Course {
  return { ...course, ...update, epochs: [...course.epochs, ...update.epochs] };
}

const noSummary = (_: TableSummary | undefined, summary: TableSummary) => summary;

/** A table of one's own: dropped, looked at, and learned from, all of it in the page. */
export default function OwnTableCell() {
  const [file, setFile] = useState<File>();
  const [chosen, setChosen] = useState<Roles>();
  const [values, setValues] = useState(usual);
  const inspection = useTraining('inspectTable', undefined, noSummary);
  const training = useTraining('learnTable', none, withUpdate);
  const summary = inspection.shown;
  const roles = chosen ?? (summary ? guessedRoles(summary) : {});
  const [target] = columnsWith(roles, 'target');
  const take = (next: File) => {
    setFile(next);
    setChosen(undefined);
    training.reset();
    inspection.run({ file: next });
  };
  const start = () => {
    if (!file || target === undefined) return;
    const [group] = columnsWith(roles, 'group');
    training.run({ ...values, file, target, group, features: columnsWith(roles, 'feature') });
  };
  return (
    <Cell
      title="Your own table"
      intro="A CSV file with a header: choose what is to be predicted, what to learn from, and, where several rows are of one subject, the column that says whose. A missing number counts as the mean."
      training={training}
      onRun={start}
      blocked={blockedBy(file, summary, target)}
      result={resultOf(training.shown)}
      parameters={<Parameters form={form} values={values} onChange={setValues} />}
    >
      <FileDrop name={file?.name} onFile={take} onExample={() => take(exampleTable())} />
      {inspection.error && <Notice kind="error">{inspection.error}</Notice>}
      {inspection.status === 'running' && <p role="status">Reading …</p>}
      {summary && <ColumnTable summary={summary} roles={roles} onChange={setChosen} />}
      <Outcome course={training.shown} target={target ?? ''} />
    </Cell>
  );
}

function blockedBy(
  file: File | undefined,
  summary: TableSummary | undefined,
  target: string | undefined,
): string | undefined {
  if (!file) return 'There is no table yet.';
  if (!summary) return 'The table is not read.';
  return target === undefined ? 'Choose what is to be predicted.' : undefined;
}

function Outcome({ course, target }: { readonly course: Course; readonly target: string }) {
  const { prepared, epochs, surface, test } = course;
  if (!prepared) return null;
  const { classes, view } = prepared;
  return (
    <>
      <Curves
        title="Loss"
        curves={[
          { name: 'training', values: epochs.map(({ train }) => train) },
          { name: 'validation', values: epochs.map(({ validation }) => validation) },
        ]}
        xTitle="epoch"
        yTitle={classes.length > 0 ? 'cross-entropy' : 'squared error, standardized'}
      />
      {view && <DecisionSurface data={view} surface={surface} note="other columns at their mean" />}
      {test && classes.length > 0 && (
        <ConfusionTable title="Test rows" classes={classes} counts={countPairs(test.pairs, classes.length)} />
      )}
      {test && classes.length === 0 && <PredictedPlot name={target} pairs={test.pairs} />}
    </>
  );
}

function resultOf({ prepared, epochs, test }: Course): string | undefined {
  if (!prepared) return undefined;
  const { rows, leftOut, inputs, classes } = prepared;
  const said = [
    `${rows.train} training, ${rows.validation} validation, ${rows.test} test rows`,
    `${inputs} inputs`,
    ...(leftOut > 0 ? [`${leftOut} rows without a target left out`] : []),
    `epoch ${epochs.length}`,
  ].join(', ');
  if (!test) return said;
  const score =
    classes.length > 0 ? `right about ${(100 * test.score).toFixed(1)} %` : `R² = ${test.score.toFixed(3)}`;
  return `Test: ${score}; ${said}`;
}
