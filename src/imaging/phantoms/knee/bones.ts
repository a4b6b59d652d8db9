import type { RandomStream } from '../../../util/random.ts';
import { type Layer, layer } from '../scene/scene.ts';
import { ellipse, grown, type Shape, stroke, uneven, union, within } from '../scene/shapes.ts';
import { smoothNoise } from '../scene/smooth-noise.ts';

/** Femur and tibia: cartilage where they meet, cortical bone, marrow, and the scars of growth plates. */
export function bones(random: RandomStream): Layer[] {
  const condyle = union(ellipse(7, 9, 30, 26, 8), stroke([2, 112, 14, 3, 50, 15.5, 5, 26, 24]));
  const tibia = union(ellipse(9, -37, 30, 12, -4), stroke([9, -40, 25, 7, -66, 15.5, 8, -112, 13]));
  const plateau = within(tibia, { distance: (_, y) => y + 24, bounds: tibia.bounds });
  const [thick, cortex] = [3 + 0.7 * random.uniform(), 1.3];
  const below: Shape = { distance: (x, y) => y - 14 + 0.25 * Math.abs(x - 5), bounds: condyle.bounds };
  const above: Shape = { distance: (x, y) => -30 - y + 0.25 * Math.abs(x - 9), bounds: tibia.bounds };
  return [
    layer('cartilage', within(grown(condyle, thick), below)),
    layer('cartilage', within(grown(plateau, thick), above)),
    layer('cortical bone', condyle),
    layer('marrow of the knee', grown(condyle, -cortex)),
    layer('cortical bone', plateau),
    layer('marrow of the knee', grown(plateau, -cortex)),
    layer('tendon', stroke([-13, 25, 0.5, 4, 30, 0.6, 22, 27, 0.5])),
    layer('tendon', stroke([-10, -46, 0.5, 8, -49, 0.6, 26, -45, 0.5])),
    ...(random.uniform() < 0.35
      ? [
          random.uniform() < 0.5
            ? bruise(random, grown(condyle, -2), 0)
            : bruise(random, grown(plateau, -2), -34),
        ]
      : []),
  ];
}

/** Edema of the marrow of a bone at about this height. */
function bruise(random: RandomStream, bone: Shape, height: number): Layer {
  const [x, y] = [8 + 10 * random.normal(), height + 4 * random.normal()];
  const spot = ellipse(x, y, 6 + 5 * random.uniform(), 6 + 4 * random.uniform());
  return layer('edema', within(uneven(spot, smoothNoise(random, 8), 2), bone));
}
