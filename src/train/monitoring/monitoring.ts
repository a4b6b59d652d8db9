import { check } from '../../util/errors.ts';
import type { VectorArrays, WeightVectors } from '../weight-vectors.ts';
import { isTold } from './epoch-stride.ts';
import type { Measurement, MonitoringOptions } from './measurement.ts';
import { type Monitored, NetworkMonitor } from './network-monitor.ts';
import { Throughput } from './throughput.ts';
import { TimeShare } from './time-share.ts';
import { weightHistograms, weightNorms } from './weight-statistics.ts';

/** Which part of the share looks into the network have, what they may take beside, and how often they are enough. */
const LOOKS = { part: 0.8, allowance: 120, longestGap: 5000 };

/** The first look is taken after so many steps at the latest, whatever it takes: short trainings have something to tell. */
const FIRST_LOOK = 10;

/** What histograms have. */
const HISTOGRAMS = { part: 0.2, allowance: 30 };

/** A training that is monitored. */
export interface MonitoredTraining extends Monitored {
  readonly vectors: WeightVectors;
  /** What loading the training's own step took, in milliseconds: about as much as loading the monitor will. */
  readonly loadMs: number;
}

/** A step that was taken. */
export interface TakenStep {
  /** Its number, counted from 1 over all epochs. */
  readonly number: number;
  /** What it took, reading included, in milliseconds. */
  readonly ms: number;
  readonly before: VectorArrays;
  readonly after: VectorArrays;
}

/**
 * Measures a training while it runs, in a small share of its time. It repeats steps in a session of its own, so that the
 * training goes the same way with it and without. A network that cannot be looked into, as where memory is short, is not:
 * its throughput and weights are measured all the same.
 */
export class Monitoring {
  readonly #training: MonitoredTraining;
  readonly #options: Required<Pick<MonitoringOptions, 'share'>> & MonitoringOptions;
  readonly #throughput = new Throughput();
  readonly #histograms: TimeShare;
  #looks: TimeShare | undefined;
  #monitor: NetworkMonitor | undefined;
  #isBlind = false;
  #steps = 0;

  constructor(training: MonitoredTraining, { share = 0.01, everySteps }: MonitoringOptions = {}) {
    checkOptions(share, everySteps);
    this.#training = training;
    this.#options = { share, ...(everySteps !== undefined && { everySteps }) };
    this.#histograms = new TimeShare({ share: HISTOGRAMS.part * share, allowance: HISTOGRAMS.allowance });
  }

  /** What is to be told after a step, if anything. */
  async afterStep(step: TakenStep): Promise<Measurement | undefined> {
    this.#throughput.add(this.#training.batch.size, step.ms);
    const looks = this.#looksFrom(step);
    return this.#told(this.#isLook(step, looks) ? await looks.spend(() => this.#look(step)) : {}, false);
  }

  /** What is to be told after an epoch, if anything; epochs are counted from 1. */
  async afterEpoch(epoch: number, state: VectorArrays): Promise<Measurement | undefined> {
    const measurement = this.#told({}, true);
    if (!isTold(epoch) || !this.#histograms.isDue) return measurement;
    const weights = await this.#histograms.spend(() => weightHistograms(this.#training.vectors, state));
    return { values: {}, ...measurement, weights };
  }

  /** Frees the monitor's session. */
  async release(): Promise<void> {
    await this.#monitor?.release();
  }

  #isLook({ number }: TakenStep, looks: TimeShare): boolean {
    const { everySteps } = this.#options;
    if (everySteps !== undefined) return number % everySteps === 0;
    this.#steps++;
    return looks.isDue || (!looks.wasSpent && this.#steps >= FIRST_LOOK);
  }

  #looksFrom({ ms }: TakenStep): TimeShare {
    const { part, ...others } = LOOKS;
    const expected = this.#training.loadMs + 2 * ms;
    this.#looks ??= new TimeShare({ ...others, share: part * this.#options.share, expected });
    return this.#looks;
  }

  #told(values: Readonly<Record<string, number>>, isEnd: boolean): Measurement | undefined {
    const rate = this.#throughput.tell(isEnd);
    const all = { ...(rate !== undefined && { examplesPerSecond: rate }), ...values };
    return Object.keys(all).length > 0 ? { values: all } : undefined;
  }

  async #look({ number, before, after }: TakenStep): Promise<Record<string, number>> {
    const norms = weightNorms(this.#training.vectors, before, after);
    if (this.#isBlind) return norms;
    try {
      this.#monitor ??= await NetworkMonitor.load(this.#training);
      return { ...norms, ...(await this.#monitor.look(number, before)) };
    } catch {
      this.#isBlind = true;
      return norms;
    }
  }
}

function checkOptions(share: number, everySteps = 1): void {
  check(share > 0 && share <= 1, () => ({
    where: 'fit, monitoring, share',
    expected: 'a number above 0, up to 1',
    received: String(share),
  }));
  check(Number.isInteger(everySteps) && everySteps > 0, () => ({
    where: 'fit, monitoring, everySteps',
    expected: 'a whole number of 1 or more',
    received: String(everySteps),
  }));
}
