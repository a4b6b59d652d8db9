import { range } from '../../util/arrays.ts';
import type { Optimizer } from '../optimizers/optimizer.ts';
import { rateOf } from '../schedules/schedule.ts';

/** At so many places of the training a schedule is asked. */
const PLACES = 200;

/** The optimizer at a constant rate: the highest that its schedule reaches in the planned training. */
export function atPeakRate(optimizer: Optimizer, stepsPerEpoch: number, epochs: number): Optimizer {
  const steps = stepsPerEpoch * epochs;
  const rates = range(Math.min(PLACES, steps)).map((place) => {
    const step = Math.floor((place * steps) / Math.min(PLACES, steps));
    const progress = { step, epoch: Math.floor(step / stepsPerEpoch), stepsPerEpoch, epochs, history: [] };
    return rateOf(optimizer.learningRate, progress);
  });
  return { ...optimizer, learningRate: Math.max(...rates) };
}
