import type { Tensor } from '../graph/index.ts';
import { substitute } from '../graph/walk.ts';
import type { Model } from '../layers/index.ts';
import { present } from '../util/errors.ts';
import type { FlatLayout } from './flat-layout.ts';
import { clipByGlobalNorm } from './optimizers/clipping.ts';
import type { Named, Optimizer, Search } from './optimizers/optimizer.ts';
import { momentName, type TrainableVector } from './trainable-vectors.ts';

/** What the forward pass computes. */
export interface ForwardPass {
  readonly loss: Tensor;
  readonly report: Tensor;
  readonly updates: ReadonlyMap<string, Tensor>;
}

/** The forward pass with its gradients, in the trainable vectors. */
export interface Pass extends ForwardPass {
  readonly gradients: ReadonlyMap<string, Tensor>;
}

/** A pass in which other tensors take the place of inputs: where the optimizer wants loss and gradient taken. */
export function takenAt(pass: Pass, points: ReadonlyMap<Tensor, Tensor>): Pass {
  if ([...points].every(([leaf, point]) => leaf === point)) return pass;
  const { loss, report, updates, gradients: slopes } = pass;
  const [newLoss, newReport, ...others] = substitute(
    [loss, report, ...updates.values(), ...slopes.values()],
    points,
  );
  const named = (names: readonly string[], first: number) =>
    new Map(names.map((name, i) => [name, present(others[first + i], name)]));
  return {
    loss: present(newLoss, 'the loss'),
    report: present(newReport, 'the report'),
    updates: named([...updates.keys()], 0),
    gradients: named([...slopes.keys()], updates.size),
  };
}

/** The new parameters and moments, by the state vectors' names; `loss` is that of the inputs. */
export function update(
  { optimizer, clipNorm }: { readonly optimizer: Optimizer; readonly clipNorm?: number | undefined },
  model: Model,
  vectors: readonly TrainableVector[],
  taken: Pass,
  loss: Tensor,
): Named {
  const clipped = clipNorm === undefined ? taken.gradients : clipByGlobalNorm(taken.gradients, clipNorm);
  const points = new Map(vectors.map(({ leaf, point }) => [leaf, point]));
  const results = vectors.map(({ name, layout, leaf, point, moments, scalars, blocks, count }) => {
    const search: Search = {
      ...{ blocks, count, point, loss: taken.loss },
      lossAt: (at) => present(substitute([loss], new Map([...points, [leaf, at]]))[0], 'the loss'),
      constrained: (at) => constrained(at, model, layout),
    };
    const updated = optimizer.update({
      parameters: leaf,
      gradient: of(clipped, name),
      moments,
      scalars,
      decayed: optimizer.decays && layout.mask(optimizer.decays),
      search: optimizer.lookAhead && search,
    });
    const kept = optimizer.lookAhead ? updated.parameters : constrained(updated.parameters, model, layout);
    return { [name]: kept, ...renamed(updated.moments, (moment) => momentName(moment, name)) };
  });
  return Object.fromEntries(results.flatMap((named) => Object.entries(named)));
}

/** The parameters with every weight put back to where its constraint wants it. */
function constrained(parameters: Tensor, model: Model, layout: FlatLayout): Tensor {
  const constraints = new Map(
    model.weights.flatMap(({ name, trainable, constraint }) =>
      trainable && constraint ? [[name, constraint] as const] : [],
    ),
  );
  if (constraints.size === 0) return parameters;
  const weights = layout.split(parameters);
  return layout.join((name) => constraints.get(name)?.(of(weights, name)) ?? of(weights, name));
}

function of(tensors: ReadonlyMap<string, Tensor>, name: string): Tensor {
  return present(tensors.get(name), name);
}

/** Tensors under other names. */
export function renamed(tensors: Named, rename: (name: string) => string): Named {
  return Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [rename(name), tensor]));
}
