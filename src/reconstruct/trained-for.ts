import { z } from 'zod';
import { onnxMetadata } from '../onnx/index.ts';
import { InputError } from '../util/errors.ts';

/** The key of a model's metadata under which {@link TrainedFor} stands, as JSON. */
const KEY = 'trained_for';

const size = z.int().min(1);

const schema = z.strictObject({
  matrix: z.tuple([size, size]),
  coils: size,
  accelerations: z.array(z.number().min(1)).min(1),
  mask: z.string(),
  calibrationLines: z.int().min(0),
  scaling: z.literal('zero-filled maximum'),
  output: z.literal(['complex', 'magnitude']),
});

/** What data a learned reconstruction has seen in training, and so what it may be trusted with. */
export interface TrainedFor {
  /** Rows and columns of k-space. */
  readonly matrix: readonly [rows: number, columns: number];
  readonly coils: number;
  readonly accelerations: readonly number[];
  /** The kind of mask: `regular`, `random`, `poisson` ... */
  readonly mask: string;
  /** Fully sampled lines in the center. */
  readonly calibrationLines: number;
  /** How k-space is scaled before it enters: such that the largest magnitude of the zero-filled image is 1. */
  readonly scaling: 'zero-filled maximum';
  /** Whether the image is complex [2, row, column], or a magnitude [1, row, column]. */
  readonly output: 'complex' | 'magnitude';
}

/** {@link TrainedFor} as metadata of an ONNX model. */
export function trainedForMetadata(trained: TrainedFor): Readonly<Record<string, string>> {
  return { [KEY]: JSON.stringify(trained) };
}

/**
 * What an ONNX model was trained for; `undefined` where it does not say.
 *
 * @throws InputError for bytes that are no model, and for an entry that is none of ours.
 * @example const { coils } = trainedFor(await readFile('runs/brains/model.onnx')) ?? {};
 */
export function trainedFor(model: Uint8Array): TrainedFor | undefined {
  const text = onnxMetadata(model)[KEY];
  if (text === undefined) return undefined;
  const parsed = schema.safeParse(jsonOf(text));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new InputError({
    where: `model, metadata "${KEY}"`,
    expected: 'what echotrain says of a reconstruction that it trained',
    received: `${issue?.path.join('.') ?? ''} ${issue?.message ?? 'something else'}`.trim(),
    remedy: 'Train it again, or take a model without this entry.',
  });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
