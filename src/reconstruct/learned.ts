import { type ShapedArray, shaped } from '../imaging/shaped-array.ts';
import { withFixedBatch } from '../onnx/index.ts';
import type { Session } from '../runtime/session.ts';
import { sameItems } from '../util/arrays.ts';
import { check, InputError, present } from '../util/errors.ts';
import { type Acquisition, checkAcquisition } from './acquisition.ts';
import type { Method } from './method.ts';
import type { Execution } from './step-run.ts';
import { type TrainedFor, trainedFor } from './trained-for.ts';
import { zeroFilled } from './zero-filled.ts';

/** A network that reconstructs, as a method among others. */
export interface LearnedReconstruction extends Method {
  /** What it was trained for, where its file says that. */
  readonly trainedFor: TrainedFor | undefined;
}

/**
 * A learned reconstruction from its ONNX file: inputs `kspace` [1, coil, 2, row, column], `maps` of that shape and
 * `mask` [1, 1, 1, row, column], as far as it has them; output an image [1, 2, row, column], or [1, 1, row, column].
 * k-space is divided by the largest magnitude of the zero-filled image before, and the image multiplied by it after.
 *
 * @throws InputError for a model of another kind.
 * @example const network = await learnedReconstruction(await readFile('model.onnx'), { device: nodeDevice() });
 */
export async function learnedReconstruction(
  model: Uint8Array,
  { device, threads }: Execution,
): Promise<LearnedReconstruction> {
  const trained = trainedFor(model);
  const options = threads === undefined ? {} : { threads };
  const session = await device.load(withFixedBatch(model, 1), options);
  try {
    checkModel(session);
  } catch (error) {
    await session.release();
    throw error;
  }
  return {
    name: 'learned',
    trainedFor: trained,
    needsMaps: session.inputs.some(({ name }) => name === 'maps'),
    tunable: [],
    reconstruct: (acquisition) => run(session, trained, acquisition),
    release: () => session.release(),
  };
}

async function run(
  session: Session,
  trained: TrainedFor | undefined,
  acquisition: Acquisition,
): Promise<ShapedArray> {
  checkAcquisition('learned reconstruction', acquisition);
  const { kspace, maps } = acquisition;
  checkShapes(session, kspace, maps);
  const mask = wholeMask(acquisition);
  const scale = await scaleOf(acquisition, trained);
  const inputs = {
    kspace: kspace.data.map((value, i) => (mask[i % mask.length] === 0 ? 0 : value / scale)),
    mask,
    ...(maps && { maps: maps.data }),
  };
  const { shape, name } = present(session.outputs[0], 'an output');
  const image = (await session.run(inputs))[name];
  if (!(image instanceof Float32Array)) throw new Error('internal: an image that is no float32');
  return shaped(
    image.map((value) => value * scale),
    shape.slice(1),
  );
}

/** The largest magnitude of the zero-filled image: of that kind which the network gives. */
async function scaleOf(
  { maps, ...acquisition }: Acquisition,
  trained: TrainedFor | undefined,
): Promise<number> {
  const isCombined = maps && trained?.output !== 'magnitude';
  const image = await zeroFilled().reconstruct({ ...acquisition, ...(isCombined && { maps }) });
  const { data } = image;
  const points = image.shape[0] === 2 ? data.length / 2 : data.length;
  let largest = 0;
  for (let i = 0; i < points; i++) {
    largest = Math.max(largest, Math.hypot(data[i] ?? 0, data.length > points ? (data[points + i] ?? 0) : 0));
  }
  check(largest > 0, () => ({
    where: 'learned reconstruction',
    expected: 'samples that are not all zero',
    received: 'zeros',
  }));
  return largest;
}

/** [row, column], also of a mask that is one line. */
function wholeMask({ mask, kspace: { shape } }: Acquisition): Float32Array {
  const [, , rows = 0, columns = 0] = shape;
  return Float32Array.from({ length: rows * columns }, (_, i) => mask.data[i % mask.data.length] ?? 0);
}

function checkModel({ inputs, outputs }: Session): void {
  const known = inputs.every(({ name }) => ['kspace', 'maps', 'mask'].includes(name));
  const kspace = inputs.find(({ name }) => name === 'kspace');
  const fits = known && kspace?.shape.length === 5 && outputs.length === 1;
  check(fits, () => ({
    where: 'model',
    expected: 'a reconstruction: inputs kspace [1, coil, 2, row, column], maps and mask, and one image',
    received: `inputs ${inputs.map(({ name, shape }) => `${name} [${shape.join(', ')}]`).join(', ')}`,
  }));
}

function checkShapes({ inputs }: Session, kspace: ShapedArray, maps: ShapedArray | undefined): void {
  const { shape } = present(
    inputs.find(({ name }) => name === 'kspace'),
    'k-space',
  );
  const wanted = shape.slice(1);
  if (!sameItems(wanted, kspace.shape)) throw mismatch(wanted, kspace.shape);
  check(maps !== undefined || inputs.every(({ name }) => name !== 'maps'), () => ({
    where: 'learned reconstruction',
    expected: 'coil sensitivities, which this network takes',
    received: 'none',
    remedy: 'Estimate them from the calibration lines, by ESPIRiT for instance.',
  }));
}

function mismatch(
  [coils, , rows, columns]: readonly number[],
  [ownCoils, , ownRows, ownColumns]: readonly number[],
): InputError {
  return new InputError({
    where: 'learned reconstruction',
    expected: `${coils} coils of ${rows} × ${columns}, as it was trained for`,
    received: `${ownCoils} coils of ${ownRows} × ${ownColumns}`,
    remedy: 'Compress the coils, or train a network for this matrix.',
  });
}
