import { useState } from 'react';
import { Cell } from '../cells/cell.tsx';
import { type ParameterForm, Parameters, type ValuesOf } from '../cells/parameters.tsx';
import { Curves } from '../drawings/curves.tsx';
import { ValueTable } from '../drawings/value-table.tsx';
import { useTraining } from '../training/use-training.ts';
import type { VoxelsOutcome, VoxelsUpdate } from './voxels-program.ts';

const form = {
  subjects: { kind: 'number', label: 'Known subjects', stops: [4, 8, 12], hint: '600 voxels each.' },
  division: {
    kind: 'choice',
    label: 'Validated by',
    options: [
      { value: 'random voxels', label: 'random voxels' },
      { value: 'by subject', label: 'subjects' },
    ],
  },
} as const satisfies ParameterForm;

type Values = ValuesOf<typeof form>;

const usual: Values = { subjects: 4, division: 'random voxels' };

/** The lesson has four folds. */
const FOLDS = 4;

/** The fold that is trained, and what was found by then. */
interface Course {
  readonly fold: number;
  readonly epochs: VoxelsUpdate['epochs'];
  readonly outcome: VoxelsOutcome | undefined;
}

const none: Course = { fold: 0, epochs: [], outcome: undefined };

function withUpdate(course: Course, { fold, epochs, outcome }: VoxelsUpdate): Course {
  const earlier = fold === course.fold ? course.epochs : [];
  return { fold, epochs: [...earlier, ...epochs], outcome };
}

/** What a division of voxels promises, and what twenty new subjects say. */
export default function VoxelsCell() {
  const [values, setValues] = useState(usual);
  const [trained, setTrained] = useState(usual);
  const [earlier, setEarlier] = useState<ReadonlyMap<string, VoxelsOutcome>>(new Map());
  const training = useTraining('voxels', none, withUpdate);
  const { fold, epochs, outcome } = training.shown;
  const outcomes = outcome ? new Map([...earlier, [nameOf(trained), outcome]]) : earlier;
  const reset = () => {
    setEarlier(new Map());
    training.reset();
  };
  return (
    <Cell
      title="What a division promises"
      intro="Four networks on the voxels of some subjects, and twenty subjects that none of them has seen. Run it for random voxels, then for subjects: which validation tells the truth?"
      training={{ ...training, reset }}
      onRun={() => {
        setEarlier(outcomes);
        setTrained(values);
        training.run(values);
      }}
      result={fold > 0 && !outcome ? `Fold ${fold} of ${FOLDS}, epoch ${epochs.length}` : undefined}
      parameters={<Parameters form={form} values={values} onChange={setValues} />}
    >
      <Curves
        title="Loss of the fold that trains"
        curves={[
          { name: 'training', values: epochs.map(({ train }) => train) },
          { name: 'validation', values: epochs.map(({ validation }) => validation) },
        ]}
        xTitle="epoch"
        yTitle="cross-entropy"
      />
      {outcomes.size > 0 && <OutcomeTable outcomes={outcomes} />}
    </Cell>
  );
}

function nameOf({ subjects, division }: Values): string {
  return `${subjects} subjects, ${division}`;
}

function OutcomeTable({ outcomes }: { readonly outcomes: ReadonlyMap<string, VoxelsOutcome> }) {
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
  return (
    <ValueTable
      columns={['known, validated by', 'training', 'validation', 'new subjects', 'their spread']}
      rows={Array.from(outcomes, ([name, { train, validation, strangers, spread }]) => [
        name,
        ...[train, validation, strangers, spread].map(percent),
      ])}
    />
  );
}
