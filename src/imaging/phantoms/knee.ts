/** A sagittal slice through a knee's inner condyle; lengths in mm, front to the left. */
import { RandomStream } from '../../util/random.ts';
import { sequenceOf } from '../simulation/signal.ts';
import type { BodyOptions } from './abdomen.ts';
import type { Phantom } from './phantom.ts';
import { type Layer, scenePhantom } from './scene/scene.ts';
import {
  ellipse,
  grown,
  type Shape,
  type StrokePoint,
  stroke,
  uneven,
  union,
  within,
} from './scene/shapes.ts';
import { smoothNoise } from './scene/smooth-noise.ts';
import type { Tissue } from './scene/tissues.ts';

/**
 * A sagittal slice of a knee: femur, tibia and patella with marrow, cortical bone and cartilage, menisci, tendons, a
 * cruciate ligament, fat pads, muscles, and more or less fluid, at times an edema of the marrow.
 *
 * @example kneePhantom({ seed: 2, contrast: 'proton-density' }).image(320, 320);
 */
export function kneePhantom({
  seed,
  contrast = 'proton-density',
  fieldOfViewMm = 170,
}: BodyOptions): Phantom {
  const random = RandomStream.derive(seed, 'knee');
  const size = 1 + 0.05 * random.normal();
  const layers = [...leg(random), ...bones(random), ...joint(random), ...front(random)];
  // A larger knee is a smaller field of view.
  return scenePhantom({ layers, fieldOfViewMm: fieldOfViewMm / size, seed }, sequenceOf(contrast));
}

function layer(tissue: Tissue, shape: Shape): Layer {
  return { tissue, shape };
}

/** Skin, fat, and the muscles behind the bones and in front of the thigh. */
function leg(random: RandomStream): Layer[] {
  const noise = smoothNoise(random, 30);
  const wide = 2.5 * random.normal();
  const outline: StrokePoint[] = [
    [4, 110, 56],
    [3, 45, 54],
    [-1, 8, 52],
    [4, -35, 46],
    [8, -110, 45],
  ];
  const skin = uneven(stroke(outline.map(([x, y, width]) => [x, y, width + wide])), noise, 1.5);
  const inside = grown(skin, -6 - 3 * random.uniform());
  const muscles = [
    stroke([
      [38, 112, 17],
      [40, 60, 15],
      [43, 28, 8],
      [45, 14, 3],
    ]),
    stroke([
      [34, 14, 5],
      [42, -20, 12],
      [45, -60, 16],
      [44, -112, 17],
    ]),
    stroke([
      [26, -44, 5],
      [27, -70, 9],
      [26, -112, 11],
    ]),
    stroke([
      [-26, 112, 13],
      [-25, 80, 10],
      [-25, 56, 4],
    ]),
    stroke([
      [-14, -66, 3],
      [-16, -90, 7],
      [-16, -112, 9],
    ]),
  ];
  return [
    layer('skin', skin),
    layer('fat of the knee', grown(skin, -1.6)),
    ...muscles.map((muscle) => layer('muscle of the knee', within(uneven(muscle, noise, 1.5), inside))),
    layer(
      'flowing blood',
      stroke([
        [31, 112, 2.4],
        [31, 40, 2.4],
        [34, 0, 2.4],
        [33, -40, 2.2],
      ]),
    ),
  ];
}

/** Femur and tibia: cartilage where they meet, cortical bone, marrow, and the scars of growth plates. */
function bones(random: RandomStream): Layer[] {
  const condyle = union(
    ellipse(7, 9, 30, 26, 8),
    stroke([
      [2, 112, 14],
      [3, 50, 15.5],
      [5, 26, 24],
    ]),
  );
  const tibia = union(
    ellipse(9, -37, 30, 12, -4),
    stroke([
      [9, -40, 25],
      [7, -66, 15.5],
      [8, -112, 13],
    ]),
  );
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
    layer(
      'tendon',
      stroke([
        [-13, 25, 0.5],
        [4, 30, 0.6],
        [22, 27, 0.5],
      ]),
    ),
    layer(
      'tendon',
      stroke([
        [-10, -46, 0.5],
        [8, -49, 0.6],
        [26, -45, 0.5],
      ]),
    ),
    ...(random.uniform() < 0.35
      ? [bruise(random, random.uniform() < 0.5 ? grown(condyle, -2) : grown(plateau, -2))]
      : []),
  ];
}

/** Edema of the marrow. */
function bruise(random: RandomStream, bone: Shape): Layer {
  const { x, y } = bone.bounds;
  const near = Math.abs(y) > 40 ? -36 : 0;
  const spot = ellipse(
    x + 10 * random.normal(),
    near + 4 * random.normal(),
    6 + 5 * random.uniform(),
    6 + 4 * random.uniform(),
  );
  return layer('edema', within(uneven(spot, smoothNoise(random, 8), 2), bone));
}

/** Menisci, a cruciate ligament, and fluid between and above. */
function joint(random: RandomStream): Layer[] {
  const fluid = 0.4 + 1.8 * random.uniform() ** 2;
  return [
    layer(
      'joint fluid',
      stroke([
        [-22, -18, fluid],
        [-15, -20, 0.5],
      ]),
    ),
    layer(
      'joint fluid',
      stroke([
        [33, -14, 0.4 * fluid],
        [36, -20, fluid],
        [34, -26, 0.6 * fluid],
      ]),
    ),
    layer(
      'tendon',
      stroke([
        [-21, -19.5, 4],
        [-13, -20.5, 2.4],
        [-6, -21, 0.7],
      ]),
    ),
    layer(
      'tendon',
      stroke([
        [36, -19.5, 4.6],
        [28, -20.5, 3],
        [19, -21.5, 0.7],
      ]),
    ),
  ];
}

/** Patella, its tendons, the fat pad below, and the pouch above it. */
function front(random: RandomStream): Layer[] {
  const patella = ellipse(-41, 27, 8.5, 18 + random.normal(), -6);
  const behind: Shape = { distance: (x) => -40 - x, bounds: patella.bounds };
  const fluid = 0.6 + 3 * random.uniform() ** 2;
  return [
    layer(
      'joint fluid',
      stroke([
        [-24, 66, 0.5 * fluid],
        [-26, 52, fluid],
        [-29, 38, 0.5 * fluid],
        [-27.5, 18, 0.4],
      ]),
    ),
    layer(
      'tendon',
      stroke([
        [-38, 112, 3],
        [-40, 70, 3],
        [-43, 42, 3.2],
      ]),
    ),
    layer(
      'tendon',
      stroke([
        [-44, 14, 2.6],
        [-36, -18, 2.3],
        [-25, -46, 2.6],
        [-20, -56, 1],
      ]),
    ),
    layer(
      'tendon',
      stroke([
        [-18, -8, 0.4],
        [-26, -16, 0.5],
        [-30, -24, 0.4],
      ]),
    ),
    layer('cartilage', within(grown(patella, 3), behind)),
    layer('cortical bone', patella),
    layer('marrow of the knee', grown(patella, -1.4)),
  ];
}
