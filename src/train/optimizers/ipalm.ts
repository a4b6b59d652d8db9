import {
  add,
  cast,
  clip,
  constant,
  div,
  equal,
  exp,
  floor,
  lessOrEqual,
  mul,
  reduceSum,
  square,
  sub,
  sumAll,
  type Tensor,
} from '../../graph/index.ts';
import { range } from '../../util/arrays.ts';
import { check, present } from '../../util/errors.ts';
import { checkPositive } from '../losses/arguments.ts';
import {
  type Blocks,
  checkRate,
  type Optimizer,
  type Search,
  tensorOf,
  type UpdateInputs,
} from './optimizer.ts';

/** The settings of {@link ipalm}. */
export interface IpalmOptions {
  /** β, how much of its last step a block goes on before its gradient is taken; 0.7 by default. */
  readonly inertia?: number;
  /** L, the Lipschitz constant of a block's gradient that is tried first; 1 by default. */
  readonly initialLipschitz?: number;
  /** How many constants are tried in a step, L, 2L, 4L ..., each for another forward pass; 2 by default. */
  readonly trials?: number;
}

/** What L becomes of after a step that was taken at once, and between trials. */
const [SMALLER, LARGER] = [0.75, 2];

/** How far L goes. */
const RANGE = [1e-3, 1e12] as const;

/** How far a loss may lie above its bound, relatively, for rounding. */
const TOLERANCE = 1e-5;

/**
 * Inertial proximal alternating linearized minimization (Pock and Sabach 2016), with a search for each
 * block's Lipschitz constant, as the variational network is trained by (Hammernik et al. 2018). Step by step it
 * is the next block's turn, all weights of one name:
 *
 *     y = x + β (x − x_before)                          inertia
 *     x⁺ = proj(y − ∇f(y) / L)                          onto the weights' constraints
 *     accepted if f(x⁺) ≤ f(y) + ⟨∇f(y), x⁺ − y⟩ + L/2 ‖x⁺ − y‖², then L ← 0.75 L; else L ← 2 L.
 *
 * All of a step is one graph: the first of `trials` constants that holds is chosen, and where none does, the block keeps
 * its weights and goes on from the largest at its next turn. The authors search on, up to 40 times on one batch; here
 * the search goes on with the next. There is no learning rate. The loss that is reported is f(y).
 *
 * Weights of 2¹⁶ numbers or more are blocks of their own.
 *
 * @example ipalm({ inertia: 0.7 })
 */
export function ipalm(options: IpalmOptions = {}): Optimizer {
  const { inertia = 0.7, initialLipschitz = 1, trials = 2 } = options;
  checkRate(inertia, 'ipalm, inertia');
  checkPositive(initialLipschitz, 'ipalm, initialLipschitz');
  check(Number.isInteger(trials) && trials >= 1, () => ({
    where: 'ipalm, trials',
    expected: 'a whole number of 1 or more',
    received: `${trials}`,
  }));
  return {
    name: 'ipalm',
    learningRate: 1,
    moments: ['lastStep', 'logLipschitz'],
    scalars: (step) => ({ step }),
    lookAhead: ({ parameters, moments, scalars, ...blocks }) => {
      const ahead = mul(tensorOf(moments, 'lastStep'), inertia);
      return add(parameters, mul(ahead, activeMask(blocks, tensorOf(scalars, 'step'))));
    },
    update: (inputs) => updated(inputs, initialLipschitz, trials),
  };
}

/** [n]: 1 for the parameters whose turn it is. */
function activeMask({ blocks, count }: Blocks, step: Tensor): Tensor {
  const turn = sub(step, mul(floor(div(add(step, 0.5), count)), count));
  return sumAll(blocks.map(({ index, mask }) => mul(mask, cast(equal(turn, index), 'float32'))));
}

/** One trial of a step: where it leads, whether its constant holds, and the constant's logarithm. */
interface Trial {
  readonly parameters: Tensor;
  /** A scalar: 1 or 0. */
  readonly holds: Tensor;
  readonly logLipschitz: Tensor;
}

function updated(
  inputs: UpdateInputs,
  initialLipschitz: number,
  trials: number,
): ReturnType<Optimizer['update']> {
  const { parameters, moments, scalars } = inputs;
  const search = present(inputs.search, 'what to search by');
  const active = activeMask(search, tensorOf(scalars, 'step'));
  const known = tensorOf(moments, 'logLipschitz');
  const start = add(known, Math.log(initialLipschitz));
  const larger = (i: number) => add(start, i * Math.log(LARGER));
  const tried = range(trials).map((i) => trial(inputs, search, active, larger(i)));
  const taken = firstThatHolds(tried, { parameters, holds: constant(0), logLipschitz: larger(trials) });
  const kept = add(taken.logLipschitz, mul(taken.holds, Math.log(SMALLER)));
  const bounded = sub(clip(kept, Math.log(RANGE[0]), Math.log(RANGE[1])), Math.log(initialLipschitz));
  const step = sub(taken.parameters, parameters);
  return {
    parameters: taken.parameters,
    moments: {
      lastStep: chosen(mul(active, taken.holds), step, tensorOf(moments, 'lastStep')),
      logLipschitz: chosen(active, bounded, known),
    },
  };
}

/** The first trial whose constant holds, else the last. */
function firstThatHolds(trials: readonly Trial[], last: Trial): Trial {
  return trials.reduceRight(
    (later, one) => ({
      parameters: chosen(one.holds, one.parameters, later.parameters),
      holds: chosen(one.holds, one.holds, later.holds),
      logLipschitz: chosen(one.holds, one.logLipschitz, later.logLipschitz),
    }),
    last,
  );
}

/** The proximal gradient step of the active block with a constant, and whether the loss keeps below its bound. */
function trial(
  { parameters, gradient }: UpdateInputs,
  { point, loss, lossAt, constrained }: Search,
  active: Tensor,
  logLipschitz: Tensor,
): Trial {
  const lipschitz = exp(logLipschitz);
  const target = chosen(active, constrained(sub(point, div(gradient, lipschitz))), parameters);
  const move = mul(sub(target, point), active);
  const rise = add(mul(gradient, move), mul(mul(lipschitz, 0.5), square(move)));
  const bound = add(mul(loss, 1 + TOLERANCE), reduceSum(rise));
  return { parameters: target, holds: cast(lessOrEqual(lossAt(target), bound), 'float32'), logLipschitz };
}

/** a where `share` is 1, b where it is 0. */
function chosen(share: Tensor, a: Tensor, b: Tensor): Tensor {
  return add(b, mul(share, sub(a, b)));
}
