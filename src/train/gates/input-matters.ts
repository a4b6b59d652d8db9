import { type ItemSet, split, withoutInputs } from '../../data/index.ts';
import { RandomStream } from '../../util/random.ts';
import type { Optimizer } from '../optimizers/optimizer.ts';
import { attempt, type Gate, type Plan, short } from './gate.ts';

/** Real inputs must bring the loss at least this far below that of inputs of zeros. */
const BETTER = 0.95;

/** The share of the items that is held out, and the count from which on that makes sense. */
const HELD_OUT = { share: 0.2, from: 20 };

/** How a gate trains for a few steps. */
export interface Brief {
  readonly steps: number;
  readonly batchSize: number;
  readonly optimizer: Optimizer;
}

/**
 * The gate of the input: after a few steps a network that sees the real inputs must do better, on items held out, than
 * the same network that sees zeros. `before` are the gates passed until then.
 */
export async function inputMattersGate(
  plan: Plan,
  dataset: ItemSet,
  brief: Brief,
  before: readonly Gate[],
): Promise<Gate> {
  const name = 'input matters';
  const parts = someOf(dataset, brief, plan.options.seed ?? 0);
  const blind = { train: withoutInputs(parts.train), validation: withoutInputs(parts.validation) };
  const [seeing, unseeing] = [await lossAfter(plan, parts, brief), await lossAfter(plan, blind, brief)];
  if (typeof seeing === 'string') return { name, passed: false, message: seeing };
  if (typeof unseeing === 'string') return { name, passed: false, message: unseeing };
  const numbers = `After ${brief.steps} steps the loss is ${short(seeing)} with the real inputs and ${short(unseeing)} with zeros in their place`;
  if (seeing < BETTER * unseeing) return { name, passed: true, message: `${numbers}.` };
  return { name, passed: false, message: `${numbers}: ${causeOf(before)}.` };
}

/** Where an earlier gate is closed, its reason is the first to look at. */
function causeOf(before: readonly Gate[]): string {
  const closed = before.find(({ passed }) => !passed);
  if (closed) return `first mend what the gate "${closed.name}" says`;
  return 'the targets do not belong to the inputs (shuffled or sorted apart from them?), or the inputs do not reach the output';
}

interface Parts {
  readonly train: ItemSet;
  readonly validation: ItemSet;
}

/** As many items as the steps can see, some of them held out; where there are few, the same for both. */
function someOf(dataset: ItemSet, { steps, batchSize }: Brief, seed: number): Parts {
  const order = RandomStream.derive(seed, 'gates').permutation(dataset.count);
  const some = dataset.subset(order.subarray(0, steps * batchSize));
  if (some.count < HELD_OUT.from) return { train: some, validation: some };
  const { count, labels } = some;
  const { train, validation } = split({ count, labels }, { seed, validation: HELD_OUT.share });
  return { train: some.subset(train), validation: some.subset(validation) };
}

/** The loss of the items held out after the steps, or what went wrong. */
async function lossAfter(plan: Plan, parts: Parts, brief: Brief): Promise<number | string> {
  const { steps, batchSize, optimizer } = brief;
  const epochs = Math.ceil(steps / Math.ceil(parts.train.count / batchSize));
  const trial = await attempt(plan, { ...parts, epochs, batchSize, optimizer });
  return typeof trial === 'string' ? trial : (trial.losses.at(-1) ?? Number.NaN);
}
