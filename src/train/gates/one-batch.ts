import type { Dataset } from '../../data/index.ts';
import type { Model } from '../../layers/index.ts';
import { product, range, sameItems, sum } from '../../util/arrays.ts';
import { present } from '../../util/errors.ts';
import { adam } from '../optimizers/adam.ts';
import type { Optimizer } from '../optimizers/optimizer.ts';
import { attempt, type Gate, type Plan, short } from './gate.ts';

/** What counts as near zero: this share of the loss at the beginning. */
const NEAR_ZERO = 0.05;

/** An optimizer that lowers the loss by less than this share is too slow. */
const SLOW = 0.1;

/** A loss that stays within this share of where it began does not move. */
const STILL = 1e-3;

/** At these rates Adam tries what the planned optimizer does not bring about. */
const OTHER_RATES = [0.01, 0.1, 0.001];

/** How many items are learned by heart at most; fewer where each has many outputs, which takes longer. */
const ITEMS = { few: 2, usual: 8, manyOutputs: 100 };

/** How the loss of a few items went. */
interface Course {
  readonly first: number;
  readonly lowest: number;
  /** Infinite where it was NaN. */
  readonly last: number;
}

/** What the gate found, and the optimizer that brought it about where one did. */
export interface OneBatchResult {
  readonly gate: Gate;
  readonly working: Optimizer | undefined;
}

/**
 * The gate of a few items that are learned by heart: a network that cannot do that is broken. `optimizer` is the
 * planned one; where it fails, Adam tries.
 */
export async function oneBatchGate(
  plan: Plan,
  data: Dataset,
  steps: number,
  optimizer: Optimizer,
): Promise<OneBatchResult> {
  const batch = data.subset(range(Math.min(data.count, itemsFor(plan.model))));
  const own = await learn(plan, batch, steps, optimizer);
  if (isLearned(own)) {
    const message = `${batch.count} items are learned by heart: ${inWords(own, steps)}.`;
    return { gate: { name: 'one batch', passed: true, message }, working: optimizer };
  }
  const { other, course } = await tryAdam(plan, batch, steps);
  const message = isLearned(course)
    ? comparison(batch, own, `Adam at ${other.learningRate} it goes to ${short(course.lowest)}`, steps)
    : `${batch.count} items cannot be learned by heart: ${inWords(course, steps)} at best; ${cause(batch, course)}.`;
  const passed = isLearned(course) && fault(own) === undefined;
  return { gate: { name: 'one batch', passed, message }, working: isLearned(course) ? other : undefined };
}

/** The first rate at which Adam succeeds, or else the one at which it comes closest. */
async function tryAdam(
  plan: Plan,
  batch: Dataset,
  steps: number,
): Promise<{ readonly other: Optimizer; readonly course: Course }> {
  const tries: { other: Optimizer; course: Course }[] = [];
  for (const learningRate of OTHER_RATES) {
    const other = adam({ learningRate });
    tries.push({ other, course: await learn(plan, batch, steps, other) });
    if (isLearned(present(tries.at(-1), 'a try').course)) break;
  }
  return present(tries.sort((a, b) => a.course.lowest - b.course.lowest)[0], 'a try');
}

function comparison({ count }: Dataset, own: Course, others: string, steps: number): string {
  const both = `with the planned optimizer ${inWords(own, steps)}, with ${others}`;
  const wrong = fault(own);
  return wrong === undefined
    ? `${count} items are learned by heart, if slowly: ${both}.`
    : `${count} items are not learned by heart: ${both}; ${wrong}.`;
}

/** What is wrong with the optimizer of a course, where another one succeeds. */
function fault({ first, lowest, last }: Course): string | undefined {
  if (!(last <= first)) return 'the learning rate is too large';
  return first - lowest < SLOW * first ? 'the learning rate is too small' : undefined;
}

/** As many as the network has parameters for each output. */
function itemsFor({ weights, outputs }: Model): number {
  const parameters = sum(weights.filter((w) => w.trainable).map(({ shape }) => product(shape)));
  const size = sum(outputs.map(({ shape }) => product(shape)));
  const most = size > ITEMS.manyOutputs ? ITEMS.few : ITEMS.usual;
  return Math.min(Math.max(Math.floor(parameters / size), 1), most);
}

async function learn(plan: Plan, batch: Dataset, steps: number, optimizer: Optimizer): Promise<Course> {
  const setting = { train: batch, epochs: steps, batchSize: batch.count, shuffle: false, optimizer };
  const trial = await attempt(plan, setting);
  if (typeof trial === 'string') {
    return { first: Number.NaN, lowest: Number.POSITIVE_INFINITY, last: Number.POSITIVE_INFINITY };
  }
  const { losses } = trial;
  return { first: losses[0] ?? Number.NaN, lowest: Math.min(...losses), last: losses.at(-1) ?? Number.NaN };
}

function isLearned({ first, lowest }: Course): boolean {
  return lowest <= NEAR_ZERO * first;
}

function inWords({ first, lowest, last }: Course, steps: number): string {
  if (last === Number.POSITIVE_INFINITY) return 'the loss becomes NaN or infinite';
  return `the loss goes from ${short(first)} to ${short(last > first ? last : lowest)} in ${steps} steps`;
}

function cause(batch: Dataset, { first, lowest }: Course): string {
  const twins = contradiction(batch);
  if (twins) return `items ${twins.join(' and ')} have equal inputs and different targets`;
  if (first - lowest <= STILL * first) return 'it does not move: the gradient does not reach the weights';
  return 'the network has too few parameters for them, or an activation too many at its end';
}

/** Two items with equal inputs whose targets differ. */
function contradiction(batch: Dataset): readonly [number, number] | undefined {
  const same = (a: ArrayLike<number>, b: ArrayLike<number>) => sameItems(Array.from(a), Array.from(b));
  for (const a of range(batch.count)) {
    for (const b of range(a + 1, batch.count)) {
      const differ = !same(batch.target(a), batch.target(b));
      if (differ && same(batch.input(a), batch.input(b))) return [a, b];
    }
  }
  return undefined;
}
