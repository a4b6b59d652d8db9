import type { Finding } from 'echotrain/evaluate';
import type { Device } from 'echotrain/runtime/web';
import type { EpochRecord } from 'echotrain/train';
import {
  experiment,
  findingsOf,
  type Remedies,
  subjects,
} from '../../../../lessons/07-over-and-underfitting/experiments.ts';
import { network, parametersOf, type Size } from '../../../../lessons/07-over-and-underfitting/networks.ts';
import {
  datasetOf,
  type Subject,
  subjectsOf,
} from '../../../../lessons/07-over-and-underfitting/reconstructions.ts';
import type { Host, Program } from '../training/program.ts';

/** Which network learns from how many subjects, and what is done about it. */
export interface FittingParameters extends Remedies {
  readonly size: Size;
  readonly subjects: number;
  /** Subjects that an earlier run has simulated. */
  readonly known: readonly Subject[];
}

/** Loss and share of right answers. */
export interface FittingScores {
  readonly loss: number;
  readonly accuracy: number;
}

/** What the program tells: subjects as they are simulated, then epochs, and what their curves show. */
export interface FittingUpdate {
  /** Of so many. */
  readonly subjects?: { readonly more: readonly Subject[]; readonly ready: number; readonly all: number };
  readonly parameters?: number;
  readonly epochs: readonly { readonly train: FittingScores; readonly validation: FittingScores }[];
  readonly findings?: readonly Finding[];
}

/** Trains one of the lesson's networks as the lesson does, and reads its curves as they grow. */
export const run: Program<FittingParameters, FittingUpdate> = async (choice, host) => {
  const { size, subjects: count, known, ...remedies } = choice;
  const device = await host.device('large');
  const learning = subjects.many.slice(0, count);
  const images = await simulated([...learning, ...subjects.validation], known, device, host);
  const [train, validation] = [learning, subjects.validation].map((numbers) =>
    datasetOf(images.filter(({ subject }) => numbers.includes(subject))),
  );
  if (!train || !validation) return undefined;
  host.tell({ epochs: [], parameters: parametersOf(network(size)) });
  const watch = () => watcherOf(host);
  const { findings } = await experiment(size, train, validation, { device, watch }, remedies);
  host.tell({ epochs: [], findings });
  return undefined;
};

/** The images of some subjects: what an earlier run has left, and the others made now. */
async function simulated(
  numbers: readonly number[],
  known: readonly Subject[],
  device: Device,
  host: Host<FittingUpdate>,
): Promise<Subject[]> {
  const all = known.filter(({ subject }) => numbers.includes(subject));
  const missing = numbers.filter((number) => all.every(({ subject }) => subject !== number));
  for await (const subject of subjectsOf(missing, device)) {
    all.push(subject);
    host.tell({ epochs: [], subjects: { more: [subject], ready: all.length, all: numbers.length } });
  }
  return all.toSorted((a, b) => a.subject - b.subject);
}

/** Tells each epoch with what all of them show so far. */
function watcherOf(host: Host<FittingUpdate>) {
  const history: EpochRecord[] = [];
  let told = 0;
  return {
    async onEpochEnd(record: EpochRecord) {
      history.push(record);
      if (!host.isDue()) return;
      host.tell({ epochs: history.slice(told).map(scoresOf), findings: findingsOf(history) });
      told = history.length;
      await host.follow();
    },
    onTrainEnd() {
      host.tell({ epochs: history.slice(told).map(scoresOf) });
    },
  };
}

function scoresOf({ train, validation }: EpochRecord) {
  return { train: partOf(train), validation: partOf(validation) };
}

function partOf(scores: Readonly<Record<string, number>> = {}): FittingScores {
  return { loss: scores.loss ?? Number.NaN, accuracy: scores.binaryAccuracy ?? Number.NaN };
}
