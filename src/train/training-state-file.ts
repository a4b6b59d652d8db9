import { z } from 'zod';
import { readSafetensors, type SafeTensor, writeSafetensors } from '../formats/index.ts';
import { parseJson } from '../formats/json.ts';
import { check, InputError } from '../util/errors.ts';
import { toJson } from './history-text.ts';
import type { TrainingProgress, TrainingState } from './training-state.ts';

/** Where the file's metadata keep the progress, as JSON. */
const PROGRESS = 'echotrain.training';

/** The deepest nesting of that JSON: progress, history, epoch, scores. */
const DEPTH = 4;

/** Put before the names of the best epoch's vectors. */
const BEST = 'best/';

/** A training's state as a safetensors file: vectors as tensors, progress as JSON in the metadata. */
export function saveTrainingState(state: TrainingState): Uint8Array<ArrayBuffer> {
  const { vectors, best = {}, ...progress } = state;
  const tensors = new Map<string, SafeTensor>();
  for (const [name, data] of Object.entries(vectors)) {
    tensors.set(name, { dtype: 'F32', shape: [data.length], data });
  }
  for (const [name, data] of Object.entries(best)) {
    tensors.set(BEST + name, { dtype: 'F32', shape: [data.length], data });
  }
  return writeSafetensors(tensors, { [PROGRESS]: toJson(progress) });
}

/**
 * The training's state that a file holds. `where` names the file in errors.
 *
 * @throws InputError for a malformed file, or one that holds something else.
 */
export function loadTrainingState(bytes: Uint8Array, where = 'training state'): TrainingState {
  const { tensors, metadata } = readSafetensors(bytes, where);
  const progress = parseProgress(metadata[PROGRESS], where);
  const vectors: Record<string, Float32Array> = {};
  const best: Record<string, Float32Array> = {};
  for (const [name, { dtype, data }] of tensors) {
    check(dtype === 'F32', () => ({ where: `${where}, ${name}`, expected: 'F32', received: dtype }));
    if (name.startsWith(BEST)) best[name.slice(BEST.length)] = data;
    else vectors[name] = data;
  }
  return { ...progress, vectors, ...(Object.keys(best).length > 0 && { best }) };
}

const anyNumber = z.union([z.number(), z.literal(['NaN', 'Infinity', '-Infinity']).transform(Number)]);
const count = z.int().min(0);
const scores = z.record(z.string(), anyNumber);

const progressSchema: z.ZodType<TrainingProgress> = z.strictObject({
  seed: z.number(),
  step: count,
  epoch: count,
  batch: count,
  learningRate: z.number(),
  batchSize: count,
  items: count,
  weights: z.array(z.string()),
  averages: z.strictObject({ sums: z.array(anyNumber), items: count }),
  history: z.array(
    z.strictObject({
      epoch: count,
      learningRate: z.number(),
      seconds: z.number(),
      train: scores,
      validation: z.exactOptional(scores),
    }),
  ),
});

function parseProgress(text: string | undefined, where: string): TrainingProgress {
  check(text !== undefined, () => ({
    where,
    expected: `the state of a training, with "${PROGRESS}" in its metadata`,
    received: 'a safetensors file without it',
  }));
  const parsed = progressSchema.safeParse(parseJson(text, `${where}, ${PROGRESS}`, DEPTH));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new InputError({
    where: `${where}, ${PROGRESS}`,
    expected: issue?.message ?? 'the state of a training',
    received: `something else at ${issue?.path.join('.') || 'its top'}`,
  });
}
