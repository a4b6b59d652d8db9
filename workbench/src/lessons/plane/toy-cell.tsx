import { useMemo, useState } from 'react';
import { Cell } from '../cells/cell.tsx';
import { type ParameterForm, Parameters, type ValuesOf } from '../cells/parameters.tsx';
import { networkForm } from './network-form.ts';
import type { PlaneChoice } from './plane-data.ts';
import { accuraciesOf, PlaneOutput } from './plane-output.tsx';
import { usePlaneTraining } from './use-plane-training.ts';

const form = {
  set: {
    kind: 'choice',
    label: 'Points',
    options: [
      { value: 'moons', label: 'two moons' },
      { value: 'spiral', label: 'spiral' },
      { value: 'circles', label: 'circles' },
      { value: 'xor', label: 'xor' },
    ],
  },
  noise: { kind: 'number', label: 'Noise', stops: [0, 0.02, 0.05, 0.1, 0.2, 0.3] },
  features: {
    kind: 'choice',
    label: 'Features',
    options: [
      { value: 'plain', label: 'x, y' },
      { value: 'squares', label: 'x, y, x², y², x y' },
      { value: 'waves', label: 'x, y, sin 5x, sin 5y' },
      { value: 'all', label: 'all of them' },
    ],
  },
  ...networkForm,
} as const satisfies ParameterForm;

const usual: ValuesOf<typeof form> = {
  set: 'spiral',
  noise: 0.02,
  features: 'plain',
  layers: 2,
  units: 8,
  activation: 'relu',
  learningRate: 0.01,
  decay: 0,
  batchSize: 30,
  epochs: 300,
};

/** A playground: points of two classes in a plane, and any small network. */
export default function ToyCell() {
  const [values, setValues] = useState(usual);
  const { set, noise, features } = values;
  const choice = useMemo<PlaneChoice>(() => ({ kind: 'toy', set, noise, features }), [set, noise, features]);
  const { training, hidden, data, run } = usePlaneTraining(choice, values);
  return (
    <Cell
      title="Playground: any small network"
      intro="Which of these sets can a network without a hidden layer tell apart? Which features make the hidden layer unnecessary? How few units does the spiral need?"
      training={training}
      canSlow
      onRun={run}
      result={accuraciesOf(training.shown)}
      parameters={<Parameters form={form} values={values} onChange={setValues} />}
    >
      <PlaneOutput data={data} course={training.shown} hidden={hidden} />
    </Cell>
  );
}
