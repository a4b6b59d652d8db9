import type { ParameterForm, ValuesOf } from '../cells/parameters.tsx';

/** What can be chosen of a network in the plane and its training. */
export const networkForm = {
  layers: { kind: 'number', label: 'Hidden layers', stops: [0, 1, 2, 3, 4] },
  units: { kind: 'number', label: 'Units in each', stops: [1, 2, 3, 4, 6, 8, 12, 16, 32] },
  activation: {
    kind: 'choice',
    label: 'Activation',
    options: [
      { value: 'relu', label: 'ReLU' },
      { value: 'tanh', label: 'tanh' },
      { value: 'sigmoid', label: 'sigmoid' },
      { value: 'linear', label: 'linear (none)' },
    ],
  },
  learningRate: {
    kind: 'number',
    label: 'Learning rate',
    stops: [0.0001, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1],
  },
  decay: { kind: 'number', label: 'Weight decay λ', stops: [0, 0.0001, 0.001, 0.003, 0.01, 0.03, 0.1] },
  batchSize: { kind: 'number', label: 'Batch size', stops: [1, 5, 10, 30, 75, 150] },
  epochs: { kind: 'number', label: 'Epochs', stops: [50, 150, 300, 600, 1000] },
} as const satisfies ParameterForm;

/** What is chosen of it. */
export type NetworkValues = ValuesOf<typeof networkForm>;
