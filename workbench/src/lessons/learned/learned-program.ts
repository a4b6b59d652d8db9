import { mean } from 'echotrain/evaluate';
import { magnitudeImage } from 'echotrain/reconstruct';
import type { Execution } from 'echotrain/train';
import {
  type BaselineName,
  tuned,
} from '../../../../lessons/06-learning-a-reconstruction/small/baselines.ts';
import {
  imagesOf,
  type LearningChoice,
  networks,
  train,
} from '../../../../lessons/06-learning-a-reconstruction/small/networks.ts';
import {
  gain,
  type Quality,
  qualityOf,
} from '../../../../lessons/06-learning-a-reconstruction/small/quality.ts';
import { type Parts, partsOf } from '../../../../lessons/06-learning-a-reconstruction/small/slices.ts';
import type { Host, Program } from '../training/program.ts';

/** What is learned from how many subjects. */
export interface LearnedParameters extends LearningChoice {
  readonly subjects: number;
  readonly acceleration: number;
}

/** A method on the test part. */
export interface MethodScores {
  readonly method: string;
  readonly regularization?: number | undefined;
  readonly mean: Quality;
}

/** An image of the first validation subject. */
export interface ExampleImage {
  readonly method: string;
  readonly pixels: Float32Array;
}

/** What the program tells. */
export interface LearnedUpdate {
  /** What it is at. */
  readonly activity?: string;
  /** Losses of epochs. */
  readonly epochs?: readonly { readonly train: number; readonly validation: number }[];
  /** An image, instead of an earlier one of the same method. */
  readonly example?: ExampleImage;
  readonly scores?: MethodScores;
  /** By how many dB the network is better than total variation on the test subjects: mean and interval. */
  readonly gain?: { readonly estimate: number; readonly lower: number; readonly upper: number };
}

/** The truth's name among the examples. */
export const TRUTH = 'all lines';

/** The lesson's study in small: tunes the methods to beat, trains a network, and opens the test part. */
export const run: Program<LearnedParameters, LearnedUpdate> = async (choice, host) => {
  const { subjects, acceleration, network } = choice;
  const execution = { device: await host.device('large') };
  host.tell({ activity: `Simulating ${subjects} subjects to learn from, and 10 others` });
  const parts = partsOf(subjects, acceleration);
  const example = parts.validation.slice(0, 1);
  for (const { reference } of example) {
    host.tell({ example: { method: TRUTH, pixels: magnitudeImage(reference).data } });
  }
  let opponent: Quality[] = [];
  for (const name of baselineNames) opponent = await judged(name, parts, execution, host);
  host.tell({ activity: 'Training' });
  const model = networks[network].build();
  const trained = await train(parts, choice, execution, [
    {
      async onEpochEnd({ train: { loss = Number.NaN }, validation }, training) {
        host.tell({ epochs: [{ train: loss, validation: validation?.loss ?? Number.NaN }] });
        const [image] = await imagesOf({ network, model, weights: training.weights() }, example, execution);
        if (image) host.tell({ example: { method: 'network', pixels: image.data } });
      },
    },
  ]);
  const qualities = qualityOf(parts.test, await imagesOf(trained, parts.test, execution));
  host.tell({ scores: { method: 'network', mean: meanOf(qualities) }, gain: gain(qualities, opponent) });
  return undefined;
};

/** From the weakest to the strongest: the last one is the network's opponent. */
const baselineNames: readonly BaselineName[] = ['zero-filled', 'CG-SENSE', 'total variation'];

/** Tunes a method, shows what it makes of the example, and judges it on the test part. */
async function judged(
  name: BaselineName,
  parts: Parts,
  execution: Execution,
  host: Host<LearnedUpdate>,
): Promise<Quality[]> {
  host.tell({ activity: `Tuning ${name} on the validation part` });
  const method = await tuned(name, parts, execution);
  const [image] = await method.imagesOf(parts.validation.slice(0, 1));
  if (image) host.tell({ example: { method: name, pixels: image.data } });
  const qualities = qualityOf(parts.test, await method.imagesOf(parts.test));
  const { regularization } = method;
  host.tell({ scores: { method: name, regularization, mean: meanOf(qualities) } });
  await method.release();
  return qualities;
}

function meanOf(qualities: readonly Quality[]): Quality {
  const of = (what: keyof Quality) => mean(qualities.map((quality) => quality[what]));
  return { psnr: of('psnr'), ssim: of('ssim'), nrmse: of('nrmse') };
}
