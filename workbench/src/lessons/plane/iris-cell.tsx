import { useMemo, useState } from 'react';
import { Cell } from '../cells/cell.tsx';
import { type ParameterForm, Parameters, type ValuesOf } from '../cells/parameters.tsx';
import { networkForm } from './network-form.ts';
import { measurements, type PlaneChoice } from './plane-data.ts';
import { accuraciesOf, PlaneOutput } from './plane-output.tsx';
import { usePlaneTraining } from './use-plane-training.ts';

const axis = measurements.map((name) => ({ value: name, label: name }));

const form = {
  across: { kind: 'choice', label: 'Across', options: axis },
  up: { kind: 'choice', label: 'Up', options: axis },
  isGivenAll: { kind: 'switch', label: 'Give the network all four measurements' },
  isStandardized: { kind: 'switch', label: 'Standardize the measurements' },
  ...networkForm,
} as const satisfies ParameterForm;

const usual: ValuesOf<typeof form> = {
  across: 'petal length',
  up: 'petal width',
  isGivenAll: false,
  isStandardized: true,
  layers: 1,
  units: 16,
  activation: 'relu',
  learningRate: 0.01,
  decay: 0,
  batchSize: 30,
  epochs: 150,
};

/** Iris by two of its measurements: what any small network makes of them. */
export default function IrisCell() {
  const [values, setValues] = useState(usual);
  const { across, up, isGivenAll, isStandardized } = values;
  const choice = useMemo<PlaneChoice>(
    () => ({
      kind: 'iris',
      across: measurements.indexOf(across),
      up: measurements.indexOf(up),
      isGivenAll,
      isStandardized,
    }),
    [across, up, isGivenAll, isStandardized],
  );
  const { training, hidden, data, run } = usePlaneTraining(choice, values);
  return (
    <Cell
      title="Flowers, and any small network"
      intro="Choose two measurements. Take the hidden layer away; give it many units and no decay; take a learning rate that is too high."
      training={training}
      canSlow
      blocked={across === up ? 'Choose two different measurements.' : undefined}
      onRun={run}
      result={accuraciesOf(training.shown)}
      parameters={<Parameters form={form} values={values} onChange={setValues} />}
    >
      <PlaneOutput
        data={data}
        course={training.shown}
        hidden={hidden}
        note={data.inputNames.length > 2 ? 'the other two at their mean' : undefined}
      />
    </Cell>
  );
}
