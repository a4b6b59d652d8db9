import { useMemo, useState } from 'react';
import { Cell } from '../cells/cell.tsx';
import { type ParameterForm, Parameters, type ValuesOf } from '../cells/parameters.tsx';
import { Curves } from '../drawings/curves.tsx';
import { GrayImages } from '../drawings/gray-images.tsx';
import { useTraining } from '../training/use-training.ts';
import type { IterationScores, ScanPicture, ScanUpdate } from './scan-program.ts';

const form = {
  head: {
    kind: 'choice',
    label: 'Head',
    options: [
      { value: 'shepp-logan', label: 'Shepp and Logan' },
      { value: 'brain', label: 'A simulated brain' },
    ],
  },
  acceleration: { kind: 'number', label: 'Acceleration R', stops: [1, 2, 3, 4, 5, 6, 8] },
  lines: {
    kind: 'choice',
    label: 'Lines',
    options: [
      { value: 'regular', label: 'Regular' },
      { value: 'random', label: 'Random' },
    ],
  },
  noise: {
    kind: 'choice',
    label: 'Noise',
    options: [
      { value: 'none', label: 'none' },
      { value: '100', label: 'little: SNR 100' },
      { value: '50', label: 'some: SNR 50' },
      { value: '15', label: 'much: SNR 15' },
    ],
  },
  coils: { kind: 'number', label: 'Coils', stops: [1, 2, 4, 8, 16] },
  method: {
    kind: 'choice',
    label: 'Method',
    options: [
      { value: 'zero-filled', label: 'Zero-filled: the adjoint' },
      { value: 'sense', label: 'CG-SENSE' },
      { value: 'tv', label: 'Total variation' },
      { value: 'wavelet', label: 'Wavelets' },
    ],
  },
  regularization: {
    kind: 'number',
    label: 'Regularization λ',
    stops: [0, 0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3],
  },
  iterations: { kind: 'number', label: 'Iterations', stops: [10, 20, 50, 100, 200] },
} as const satisfies ParameterForm;

const usual: ValuesOf<typeof form> = {
  head: 'shepp-logan',
  acceleration: 4,
  lines: 'regular',
  noise: '50',
  coils: 8,
  method: 'sense',
  regularization: 0,
  iterations: 100,
};

interface Course {
  readonly scan: ScanPicture | undefined;
  readonly iterations: readonly IterationScores[];
  readonly image: Float32Array | undefined;
  readonly ssim: number | undefined;
}

const none: Course = { scan: undefined, iterations: [], image: undefined, ssim: undefined };

function withUpdate(course: Course, { iterations, ...update }: ScanUpdate): Course {
  return { ...course, ...update, iterations: [...course.iterations, ...iterations] };
}

/** A scan of one's own choice, reconstructed iteration by iteration. */
export default function ScanCell() {
  const [values, setValues] = useState(usual);
  const training = useTraining('scan', none, withUpdate);
  const { scan, iterations, image } = training.shown;
  const { noise, ...choice } = values;
  const snr = noise === 'none' ? Number.POSITIVE_INFINITY : Number(noise);
  return (
    <Cell
      title="Scan and reconstruct"
      intro="A head is scanned, lines are left out, and a method puts it together again; misfit is ‖A x − y‖ / ‖y‖, what of the data the image does not explain. As it stands, the misfit falls to the end and the error turns. Then try λ = 0.003, total variation, random lines, or a single coil."
      training={training}
      canSlow
      activity="Reconstructing"
      onRun={(isSlow) => training.run({ ...choice, snr }, { isSlow })}
      result={sentence(training.shown)}
      parameters={<Parameters form={form} values={values} onChange={setValues} />}
    >
      {scan && image && <Images scan={scan} image={image} iteration={iterations.at(-1)?.iteration ?? 0} />}
      <Curves
        title="Error and misfit after every iteration"
        curves={[
          { name: 'error (NRMSE)', values: iterations.map(({ nrmse }) => nrmse), first: 0 },
          { name: 'misfit', values: iterations.map(({ misfit }) => misfit), first: 0 },
        ]}
        xTitle="iteration"
        yTitle="share (log)"
        isLog
      />
    </Cell>
  );
}

/** White is so much of the brightest point, which is fat or bone, and so much of that for errors. */
const WHITE = 0.6;
const ERROR_WHITE = 0.25;

function Images({
  scan: { reference, kspace, lines },
  image,
  iteration,
}: {
  readonly scan: ScanPicture;
  readonly image: Float32Array;
  readonly iteration: number;
}) {
  const white = useMemo(() => WHITE * reference.reduce((a, b) => Math.max(a, b), 0), [reference]);
  const error = useMemo(
    () => image.map((value, i) => Math.abs(value - (reference[i] ?? 0))),
    [image, reference],
  );
  const all = Math.round(Math.sqrt(kspace.length));
  const reached = iteration === 0 ? 'Zero-filled' : `After ${iteration} iterations`;
  return (
    <GrayImages
      title="What is measured, and what comes of it"
      side={190}
      images={[
        { pixels: kspace, words: `k-space: ${lines} of ${all} lines, magnitude (log)` },
        { pixels: image, words: reached, window: [0, white] },
        { pixels: reference, words: 'The truth', window: [0, white] },
        {
          pixels: error,
          words: `Error, ${1 / ERROR_WHITE} times as bright`,
          window: [0, ERROR_WHITE * white],
        },
      ]}
    />
  );
}

function sentence({ iterations, ssim }: Course): string | undefined {
  const last = iterations.at(-1);
  if (!last) return undefined;
  const best = iterations.reduce((a, b) => (b.nrmse < a.nrmse ? b : a));
  const now = `Iteration ${last.iteration}: NRMSE ${last.nrmse.toFixed(4)}`;
  const similarity = ssim === undefined ? '' : `, SSIM ${ssim.toFixed(3)}`;
  const lowest = best === last ? '' : `; lowest NRMSE ${best.nrmse.toFixed(4)} after ${best.iteration}`;
  return now + similarity + lowest;
}
