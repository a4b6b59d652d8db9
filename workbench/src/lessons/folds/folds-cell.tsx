import { useState } from 'react';
import { species } from '../../../../lessons/02-iris/problem.ts';
import { Cell } from '../cells/cell.tsx';
import { type ParameterForm, Parameters, type ValuesOf } from '../cells/parameters.tsx';
import { ConfusionTable, countPairs } from '../drawings/confusion-table.tsx';
import { ValueTable } from '../drawings/value-table.tsx';
import { useTraining } from '../training/use-training.ts';
import type { FoldOutcome } from './folds-program.ts';

const form = {
  divisions: {
    kind: 'number',
    label: 'Divisions into five folds',
    stops: [1, 2, 4, 8],
    hint: 'Each is 25 trainings: some ten seconds.',
  },
} as const satisfies ParameterForm;

const usual: ValuesOf<typeof form> = { divisions: 1 };
const none: readonly FoldOutcome[] = [];

/** The lesson's cross-validation, and what choosing by the test flowers would have promised. */
export default function FoldsCell() {
  const [values, setValues] = useState(usual);
  const training = useTraining('folds', none, (folds, fold) => [...folds, fold]);
  const folds = training.shown;
  return (
    <Cell
      title="Five folds, and peeking"
      intro="Every flower is tested once, by a network that has not seen it. The last column is the accuracy that one would report by choosing the decay by the test flowers: peeking."
      training={training}
      onRun={() => training.run(values)}
      result={folds.length > 0 ? sentence(folds) : undefined}
      parameters={<Parameters form={form} values={values} onChange={setValues} />}
    >
      <FoldsTable folds={folds} />
      <ConfusionTable
        title="All flowers so far"
        classes={species}
        counts={countPairs(
          folds.flatMap(({ judged }) => judged),
          species.length,
        )}
      />
    </Cell>
  );
}

function FoldsTable({ folds }: { readonly folds: readonly FoldOutcome[] }) {
  return (
    <ValueTable
      columns={['fold', 'decay', 'training error', 'validation', 'test', 'test accuracy', 'peeking']}
      rows={folds.map(({ division, fold, decay, errors, flattered }) => [
        `${division}.${fold}`,
        `${decay}`,
        ...[errors.train, errors.validation, errors.test, 1 - errors.test, flattered].map(percent),
      ])}
    />
  );
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

function sentence(folds: readonly FoldOutcome[]): string {
  const mean = (of: (fold: FoldOutcome) => number) =>
    folds.reduce((sum, fold) => sum + of(fold), 0) / folds.length;
  const honest = mean(({ errors }) => 1 - errors.test).toFixed(3);
  return `Test accuracy, mean of ${folds.length} folds: ${honest} chosen by validation, ${mean((fold) => fold.flattered).toFixed(3)} by peeking`;
}
