import { z } from 'zod';
import { adam, adamW, ipalm, type Optimizer, rmsProp, sgd } from '../../train/optimizers/index.ts';
import {
  cosineDecay,
  oneCycle,
  reduceOnPlateau,
  type Schedule,
  stepDecay,
  warmUp,
} from '../../train/schedules/index.ts';
import { present } from '../../util/errors.ts';
import {
  buildable,
  choice,
  count,
  flag,
  notNegative,
  positive,
  settings,
  share,
  upToOne,
  word,
} from './fields.ts';
import { monitorShape } from './monitor.ts';

const learningRate = positive('How far each step goes');

const schedules = {
  cosineDecay: settings(
    'Falls along half a cosine',
    { learningRate },
    {
      epochs: positive('How long it falls; by default during the whole training'),
      alpha: upToOne('Where it ends, as a share of where it began; 0 by default'),
    },
  ).optional(),
  oneCycle: settings(
    'Rises and falls once over the whole training (Smith and Topin 2018)',
    { maxLearningRate: positive('The rate at the top') },
    {
      rising: share('The share of the training in which it rises; 0.3 by default'),
      divideBy: positive('How much smaller than at the top it begins; 25 by default'),
      finallyDivideBy: positive('How much smaller than at the beginning it ends; 10,000 by default'),
    },
  ).optional(),
  stepDecay: settings(
    'Falls in steps: every few epochs, or after chosen ones',
    { learningRate },
    {
      factor: positive('By what it is multiplied each time; 0.1 by default'),
      every: count('After how many epochs each time'),
      at: z.array(count('An epoch'), 'a list of epochs').describe('After which epochs'),
    },
  ).optional(),
  reduceOnPlateau: settings(
    'Falls when a score has stopped improving',
    { learningRate },
    {
      ...monitorShape,
      factor: share('By what it is multiplied; 0.1 by default'),
      patience: count('After how many epochs without improvement; 10 by default'),
      minDelta: notNegative('Only what is better by more than this is an improvement; 0.0001 by default'),
      cooldown: notNegative('How many epochs after a reduction are not held against it; 0 by default'),
      minLearningRate: notNegative('Where reducing ends; 0 by default'),
    },
  ).optional(),
};

const RATE = 'a number above 0, or a schedule: cosineDecay, oneCycle, reduceOnPlateau, stepDecay or warmUp';

const steadyRate = z.union([learningRate, choice('A schedule', schedules)], RATE);

const rate = z
  .union(
    [
      learningRate,
      choice('A schedule', {
        ...schedules,
        warmUp: settings(
          'Rises in a line to another rate or schedule (Goyal 2017)',
          { learningRate: steadyRate.describe('What it rises to, and what follows') },
          {
            epochs: positive('How long it rises; 1 epoch by default'),
            from: upToOne('Where it begins, as a share of what it rises to; 0.1 by default'),
          },
        ).optional(),
      }),
    ],
    RATE,
  )
  .describe('How far each step goes: a number, or a schedule')
  .superRefine(buildable(scheduleOf));

const adamShape = {
  learningRate: rate,
  beta1: share('How much of the mean gradient each step keeps; 0.9 by default'),
  beta2: share('How much of the mean squared gradient each step keeps; 0.999 by default'),
  epsilon: positive('Added to the root of the mean squared gradient; 1e-7 by default'),
};

/** The study file's `optimizer`: one of the library's, with its settings. */
export const optimizerSettings = choice('The rule that turns gradients into steps', {
  adam: settings('Adam (Kingma and Ba 2015)', {}, adamShape).optional(),
  adamW: settings(
    'Adam with decay apart from the gradient (Loshchilov and Hutter 2019)',
    {},
    {
      ...adamShape,
      weightDecay: notNegative(
        'The share of itself that a weight loses in a step, per unit of learning rate; 0.004 by default',
      ),
      decays: word('Which weights decay: all, as by default, or kernels alone', ['all', 'kernels']),
    },
  ).optional(),
  sgd: settings(
    'Stochastic gradient descent',
    {},
    {
      learningRate: rate,
      momentum: share('How much of its velocity each step keeps; 0 by default'),
      nesterov: flag('Look ahead along the velocity'),
    },
  ).optional(),
  rmsProp: settings(
    'RMSProp (Hinton 2012)',
    {},
    {
      learningRate: rate,
      rho: share('How much of the mean squared gradient each step keeps; 0.9 by default'),
      momentum: share('How much of its velocity each step keeps; 0 by default'),
      epsilon: positive('Added to the root of the mean squared gradient; 1e-7 by default'),
    },
  ).optional(),
  ipalm: settings(
    'Inertial proximal steps, block by block, that find their sizes (Pock and Sabach 2016); for variational networks',
    {},
    {
      inertia: share(
        'How much of its last step a block goes on before its gradient is taken; 0.7 by default',
      ),
      initialLipschitz: positive(
        "The Lipschitz constant of a block's gradient that is tried first; 1 by default",
      ),
      trials: count('How many constants are tried in a step, each for another forward pass; 2 by default'),
    },
  ).optional(),
});

/** The optimizer that the settings describe. */
export function optimizerOf(given: z.output<typeof optimizerSettings>): Optimizer {
  if (given.adam) return adam(withSchedule(given.adam));
  if (given.sgd) return sgd(withSchedule(given.sgd));
  if (given.rmsProp) return rmsProp(withSchedule(given.rmsProp));
  if (given.ipalm) return ipalm(given.ipalm);
  const { decays, ...rest } = present(given.adamW, 'an optimizer');
  const kernels = decays === 'kernels' && { decays: (weight: string) => weight.endsWith('/kernel') };
  return adamW({ ...withSchedule(rest), ...kernels });
}

function withSchedule<S extends { readonly learningRate?: z.output<typeof rate> }>(given: S) {
  const { learningRate: described, ...rest } = given;
  return { ...rest, ...(described !== undefined && { learningRate: scheduleOf(described) }) };
}

/** The rate, as the library takes it. */
function scheduleOf(given: z.output<typeof rate> | z.output<typeof steadyRate>): number | Schedule {
  if (typeof given === 'number') return given;
  if (given.cosineDecay) return cosineDecay(given.cosineDecay);
  if (given.oneCycle) return oneCycle(given.oneCycle);
  if (given.stepDecay) return stepDecay(given.stepDecay);
  if (given.reduceOnPlateau) return reduceOnPlateau(given.reduceOnPlateau);
  const { learningRate: target, ...rest } = present(
    'warmUp' in given ? given.warmUp : undefined,
    'a schedule',
  );
  return warmUp({ ...rest, learningRate: scheduleOf(target) });
}
