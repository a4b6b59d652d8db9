import { useMemo, useState } from 'react';
import { Cell } from '../cells/cell.tsx';
import { Parameters, type ValuesOf } from '../cells/parameters.tsx';
import { Curves } from '../drawings/curves.tsx';
import { useTraining } from '../training/use-training.ts';
import { LinePlot } from './line-plot.tsx';
import type { LineUpdate } from './line-program.ts';
import { LossValley } from './loss-valley.tsx';
import { type Line, lossOf, noisyPoints } from './points.ts';

const form = {
  learningRate: {
    kind: 'number',
    label: 'Learning rate η',
    stops: [0.0005, 0.001, 0.002, 0.005, 0.01, 0.016, 0.0167, 0.0175, 0.02],
    hint: 'Above 0.0169 every step overshoots.',
  },
  noise: { kind: 'number', label: 'Noise in y', stops: [0, 0.2, 0.5, 1, 2, 3] },
  batchSize: { kind: 'number', label: 'Points in a step', stops: [1, 2, 5] },
  epochs: { kind: 'number', label: 'Epochs', stops: [60, 300, 1000] },
  isCentered: { kind: 'switch', label: 'Subtract the mean of x' },
} as const;

const usual: ValuesOf<typeof form> = {
  learningRate: 0.005,
  noise: 0,
  batchSize: 5,
  epochs: 300,
  isCentered: false,
};

const none: LineUpdate = [];

/** A line through five points, as it learns: its course over the valley of its loss. */
export default function LineCell() {
  const [values, setValues] = useState(usual);
  const [trained, setTrained] = useState(usual);
  const training = useTraining('line', none, (lines, more) => [...lines, ...more]);
  const isRun = training.shown.length > 0;
  const { noise, isCentered } = isRun ? trained : values;
  const points = useMemo(() => noisyPoints({ noise, isCentered }), [noise, isCentered]);
  const losses = useMemo(() => training.shown.map((line) => lossOf(points, line)), [points, training.shown]);
  const line = training.shown.at(-1);
  return (
    <Cell
      title="A line, learning"
      intro="The left drawing is what the network knows, the middle one where it stands in the valley of its loss, the right one how far it has come. Try a learning rate of 0.0175, then subtract the mean of x."
      training={training}
      canSlow
      onRun={(isSlow) => {
        setTrained(values);
        training.run(values, { isSlow });
      }}
      result={line && sentence(line, losses.at(-1) ?? Number.NaN)}
      parameters={<Parameters form={form} values={values} onChange={setValues} />}
    >
      <LinePlot points={points} line={line} />
      <LossValley points={points} path={training.shown} />
      <Curves
        title="Loss after every step"
        curves={[{ name: 'loss', values: losses, first: 0 }]}
        xTitle="step"
        yTitle="loss (log)"
        isLog
      />
    </Cell>
  );
}

function sentence({ k, d }: Line, loss: number): string {
  const offset = `${d < 0 ? '−' : '+'} ${Math.abs(d).toFixed(4)}`;
  return `y = ${k.toFixed(4)} x ${offset}, loss ${loss.toPrecision(3)}`;
}
