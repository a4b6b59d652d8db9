import { existsSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { IterativeOptions } from '../../reconstruct/iterative-method.ts';
import type { Method } from '../../reconstruct/method.ts';
import type { TrainedFor } from '../../reconstruct/trained-for.ts';
import { check, InputError, messageOf } from '../../util/errors.ts';
import type { ReconOptions } from '../recon.ts';

/** A method, with what a network says of itself. */
export interface ChosenMethod {
  readonly method: Method;
  readonly trainedFor?: TrainedFor | undefined;
  /** Whether it combines coils by sensitivities that are found, not only by given ones. */
  readonly findsMaps: boolean;
}

type Maker = (options: IterativeOptions) => Promise<Method>;

/** Each is loaded when it is asked for: starting takes longer than some of them need. */
const iterative: Readonly<Record<string, Maker>> = {
  sense: async (options) => (await import('../../reconstruct/cg-sense.ts')).cgSense(options),
  tv: async (options) => (await import('../../reconstruct/total-variation.ts')).totalVariation(options),
  tgv: async (options) =>
    (await import('../../reconstruct/total-generalized-variation.ts')).totalGeneralizedVariation(options),
  wavelet: async (options) =>
    (await import('../../reconstruct/wavelet-regularization.ts')).waveletRegularization(options),
};

const plain: Readonly<Record<string, () => Promise<Method>>> = {
  'zero-filled': async () => (await import('../../reconstruct/zero-filled.ts')).zeroFilled(),
  rss: async () => (await import('../../reconstruct/zero-filled.ts')).rss(),
  grappa: async () => (await import('../../reconstruct/grappa-reconstruction.ts')).grappaReconstruction(),
};

/**
 * The method of a name, of a run's folder, or of a model's file.
 *
 * @throws InputError where there is none, and for settings that it does not take.
 */
export async function chooseMethod(options: ReconOptions): Promise<ChosenMethod> {
  const { method: name, iterations } = options;
  const [makeIterative, makePlain] = [own(iterative, name), own(plain, name)];
  check(iterations === undefined || makeIterative !== undefined, () => ({
    where: '--iterations',
    expected: `an iterative method: ${Object.keys(iterative).join(', ')}`,
    received: name,
  }));
  const chosen = makeIterative
    ? { method: await makeIterative(await iterativeOptions(options)), findsMaps: true }
    : makePlain
      ? { method: await makePlain(), findsMaps: name === 'zero-filled' }
      : await learned(options);
  checkRegularization(chosen.method, options);
  return chosen;
}

function own<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

/** On the processor unless another device is named: so many small steps gain nothing elsewhere. */
async function iterativeOptions({ device, threads, iterations }: ReconOptions): Promise<IterativeOptions> {
  const { nodeDevice } = await import('../../runtime/node.ts');
  const asked = device === 'auto' ? nodeDevice('cpu') : await named(device);
  return { device: asked, threads, ...(iterations !== undefined && { iterations }) };
}

async function named(device: string) {
  const { chooseOurDevice } = await import('../choose-our-device.ts');
  return (await chooseOurDevice(device)).device;
}

async function learned({ method: place, device, threads }: ReconOptions): Promise<ChosenMethod> {
  const model = await readModel(place);
  const { learnedReconstruction } = await import('../../reconstruct/learned.ts');
  const method = await learnedReconstruction(model, { device: await named(device), threads });
  return { method, trainedFor: method.trainedFor, findsMaps: method.needsMaps };
}

async function readModel(place: string): Promise<Uint8Array> {
  const names = [...Object.keys(plain), ...Object.keys(iterative)];
  check(existsSync(place), () => ({
    where: '--method',
    expected: `${names.join(', ')}, the folder of a run, or an ONNX file`,
    received: place,
  }));
  const path = statSync(place).isDirectory() ? join(place, 'model.onnx') : place;
  check(existsSync(path), () => ({
    where: '--method',
    expected: 'the folder of a run that has learned a reconstruction',
    received: `${place}, which has no model.onnx`,
  }));
  try {
    return await readFile(path);
  } catch (error) {
    const complaint = { where: path, expected: 'a network in an ONNX file', received: messageOf(error) };
    throw new InputError(complaint, { cause: error });
  }
}

function checkRegularization({ tunable }: Method, { method, regularization }: ReconOptions): void {
  const takes = tunable.some(({ name }) => name === 'regularization');
  check(regularization === undefined || takes, () => ({
    where: '--regularization',
    expected: 'a method that is regularized: sense, grappa, tv, tgv, wavelet',
    received: method,
  }));
}
