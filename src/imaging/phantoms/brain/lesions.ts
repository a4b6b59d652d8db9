import { range } from '../../../util/arrays.ts';
import { RandomStream } from '../../../util/random.ts';
import type { Layer } from '../scene/scene.ts';
import { ellipse, grown, type Shape, uneven, within } from '../scene/shapes.ts';
import { smoothNoise } from '../scene/smooth-noise.ts';
import type { Head } from './head.ts';

/** What a brain can have. */
export type Pathology = 'none' | 'white matter lesions' | 'tumor' | 'stroke';

/** Of the brains without a wish, so many have each. */
const shares: readonly (readonly [Pathology, number])[] = [
  ['none', 0.45],
  ['white matter lesions', 0.3],
  ['tumor', 0.15],
  ['stroke', 0.1],
];

/** The pathology that a seed has. */
export function pathologyOf(seed: number): Pathology {
  let rest = RandomStream.derive(seed, 'pathology').uniform();
  for (const [pathology, share] of shares) {
    rest -= share;
    if (rest < 0) return pathology;
  }
  return 'none';
}

/** The layers of a pathology, to be painted over a brain; lesions of white matter stay within it. */
export function lesions(pathology: Pathology, seed: number, head: Head, white: Shape): Layer[] {
  const random = RandomStream.derive(seed, 'lesions');
  if (pathology === 'white matter lesions') return plaques(random, head, white);
  if (pathology === 'tumor') return tumor(random, head);
  if (pathology === 'stroke') return infarct(random, head);
  return [];
}

/** Ovals around the ventricles, pointing away from them. */
function plaques(random: RandomStream, { halfWidth, halfLength }: Head, white: Shape): Layer[] {
  const noise = smoothNoise(random, 4);
  return range(4 + random.integer(9)).map(() => {
    const angle = 2 * Math.PI * random.uniform();
    const far = 0.38 + 0.3 * random.uniform();
    const [x, y] = [far * halfWidth * Math.cos(angle), far * halfLength * Math.sin(angle)];
    const size = 1.4 + 2.2 * random.uniform();
    const oval = ellipse(x, y, size * (1 + random.uniform()), size, (angle * 180) / Math.PI);
    return { tissue: 'white matter lesion', shape: within(uneven(oval, noise, 0.5), white) };
  });
}

/** A rim around a necrotic center, in an edema. */
function tumor(random: RandomStream, head: Head): Layer[] {
  const { halfWidth, halfLength, hull } = head;
  const [coarse, fine] = [smoothNoise(random, 12), smoothNoise(random, 6)];
  const side = random.uniform() < 0.5 ? -1 : 1;
  const [x, y] = [
    side * (0.4 + 0.2 * random.uniform()) * halfWidth,
    (1.1 * random.uniform() - 0.55) * halfLength,
  ];
  const size = 6 + 6 * random.uniform();
  const mass = uneven(
    ellipse(x, y, size, size * (0.8 + 0.4 * random.uniform()), 180 * random.uniform()),
    fine,
    1,
  );
  const inside = grown(hull, -3);
  const edema = uneven(ellipse(x - 3 * side, y, 1.7 * size, 1.9 * size), coarse, 4);
  return [
    { tissue: 'edema', shape: within(edema, inside) },
    { tissue: 'tumor', shape: within(mass, inside) },
    { tissue: 'necrosis', shape: within(uneven(grown(mass, -0.45 * size), fine, 0.8), inside) },
  ];
}

/** The territory of a branch of the middle cerebral artery. */
function infarct(random: RandomStream, { halfWidth, halfLength, hull }: Head): Layer[] {
  const noise = smoothNoise(random, 14);
  const side = random.uniform() < 0.5 ? -1 : 1;
  const y = (0.9 * random.uniform() - 0.5) * halfLength;
  const territory = ellipse(0.8 * side * halfWidth, y, 14 + 8 * random.uniform(), 12 + 10 * random.uniform());
  return [{ tissue: 'edema', shape: within(uneven(territory, noise, 3), grown(hull, -1.5)) }];
}
