import { input, type Tensor } from '../graph/index.ts';
import { present } from '../util/errors.ts';
import type { FlatLayout } from './flat-layout.ts';
import type { Blocks, Named, Optimizer } from './optimizers/optimizer.ts';
import { parameterBlocks } from './parameter-blocks.ts';
import type { WeightVectors } from './weight-vectors.ts';

const MOMENT = 'moment/';

/** The name of the vector that an optimizer keeps as a moment of a vector of parameters. */
export function momentName(moment: string, vector: string): string {
  return `${MOMENT}${moment}/${vector}`;
}

/** Whether a state vector is the optimizer's. */
export function isMoment(name: string): boolean {
  return name.startsWith(MOMENT);
}

/** A vector of parameters with what its optimizer keeps beside it. */
export interface TrainableVector extends Blocks {
  readonly name: string;
  readonly layout: FlatLayout;
  /** The input. */
  readonly leaf: Tensor;
  /** Where loss and gradient are taken. */
  readonly point: Tensor;
  readonly moments: Named;
  readonly scalars: Named;
}

/** The trainable vectors as inputs of a step. */
export function trainableVectors(
  optimizer: Optimizer,
  states: Named,
  { trainable }: WeightVectors,
): TrainableVector[] {
  const names = Object.keys(optimizer.scalars(1, 1));
  const scalars = Object.fromEntries(names.map((name) => [name, input(name, [])]));
  const blocks = optimizer.lookAhead ? parameterBlocks(trainable) : undefined;
  return [...trainable].map(([name, layout]) => {
    const leaf = present(states[name], name);
    const moments = Object.fromEntries(
      optimizer.moments.map((moment) => [moment, input(momentName(moment, name), [layout.size])]),
    );
    const own = blocks?.get(name) ?? { blocks: [], count: 0 };
    const point = optimizer.lookAhead?.({ parameters: leaf, moments, scalars, ...own }) ?? leaf;
    return { name, layout, leaf, point, moments, scalars, ...own };
  });
}
