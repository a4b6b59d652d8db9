import type { RandomStream } from '../../../util/random.ts';
import { type Layer, layer } from '../scene/scene.ts';
import { ellipse, grown, type Shape, stroke, uneven, within } from '../scene/shapes.ts';
import { smoothNoise } from '../scene/smooth-noise.ts';

/** Skin, fat, and the muscles behind the bones and in front of the thigh. */
export function leg(random: RandomStream): Layer[] {
  const noise = smoothNoise(random, 30);
  const wide = 2.5 * random.normal();
  const outline = stroke([4, 110, 56, 3, 45, 54, -1, 8, 52, 4, -35, 46, 8, -110, 45]);
  const skin = uneven(grown(outline, wide), noise, 1.5);
  const inside = grown(skin, -6 - 3 * random.uniform());
  const muscles = [
    stroke([38, 112, 17, 40, 60, 15, 43, 28, 8, 45, 14, 3]),
    stroke([34, 14, 5, 42, -20, 12, 45, -60, 16, 44, -112, 17]),
    stroke([26, -44, 5, 27, -70, 9, 26, -112, 11]),
    stroke([-26, 112, 13, -25, 80, 10, -25, 56, 4]),
    stroke([-14, -66, 3, -16, -90, 7, -16, -112, 9]),
  ];
  return [
    layer('skin', skin),
    layer('fat of the knee', grown(skin, -1.6)),
    ...muscles.map((muscle) => layer('muscle of the knee', within(uneven(muscle, noise, 1.5), inside))),
    layer('flowing blood', stroke([31, 112, 2.4, 31, 40, 2.4, 34, 0, 2.4, 33, -40, 2.2])),
  ];
}

/** Menisci, and fluid beside them. */
export function joint(random: RandomStream): Layer[] {
  const fluid = 0.4 + 1.8 * random.uniform() ** 2;
  return [
    layer('joint fluid', stroke([-22, -18, fluid, -15, -20, 0.5])),
    layer('joint fluid', stroke([33, -14, 0.4 * fluid, 36, -20, fluid, 34, -26, 0.6 * fluid])),
    layer('tendon', stroke([-21, -19.5, 4, -13, -20.5, 2.4, -6, -21, 0.7])),
    layer('tendon', stroke([36, -19.5, 4.6, 28, -20.5, 3, 19, -21.5, 0.7])),
  ];
}

/** Patella, its tendons, and the pouch above it. */
export function front(random: RandomStream): Layer[] {
  const patella = ellipse(-41, 27, 8.5, 18 + random.normal(), -6);
  const behind: Shape = { distance: (x) => -40 - x, bounds: patella.bounds };
  const fluid = 0.6 + 3 * random.uniform() ** 2;
  return [
    layer(
      'joint fluid',
      stroke([-24, 66, 0.5 * fluid, -26, 52, fluid, -29, 38, 0.5 * fluid, -27.5, 18, 0.4]),
    ),
    layer('tendon', stroke([-38, 112, 3, -40, 70, 3, -43, 42, 3.2])),
    layer('tendon', stroke([-44, 14, 2.6, -36, -18, 2.3, -25, -46, 2.6, -20, -56, 1])),
    layer('tendon', stroke([-18, -8, 0.4, -26, -16, 0.5, -30, -24, 0.4])),
    layer('cartilage', within(grown(patella, 3), behind)),
    layer('cortical bone', patella),
    layer('marrow of the knee', grown(patella, -1.4)),
  ];
}
