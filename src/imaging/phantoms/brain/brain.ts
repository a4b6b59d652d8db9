import { check } from '../../../util/errors.ts';
import { type Contrast, type Sequence, sequenceOf } from '../../simulation/signal.ts';
import type { Phantom } from '../phantom.ts';
import { distanceToCurves } from '../scene/curves.ts';
import { type Layer, scenePhantom } from '../scene/scene.ts';
import type { Shape } from '../scene/shapes.ts';
import { core, deepStructures } from './deep-structures.ts';
import { type Head, head } from './head.ts';
import { lesions, type Pathology, pathologyOf } from './lesions.ts';
import { sulci } from './sulci.ts';

/** Which brain, which slice of it, and how it is scanned. */
export interface BrainOptions {
  /** The subject. */
  readonly seed: number;
  /** Of the slice above the basal ganglia in mm, from 0 to 50; 4 by default. */
  readonly heightMm?: number;
  /** A contrast by name, or a sequence with its timing; T₁ by default. */
  readonly contrast?: Contrast | Sequence;
  /** By default, the seed says. */
  readonly pathology?: Pathology;
  /** The side of the square field of view, 220 mm by default. */
  readonly fieldOfViewMm?: number;
}

/** The cortex's thickness in mm, as slices cut it. */
const CORTEX = 3.4;
/** Farther from a sulcus than this, in mm, there is white matter. */
const REACH = 6;

/**
 * An axial slice of a digital brain: folded cortex, white matter, basal ganglia, ventricles, skull and scalp, each with
 * proton density, T₁, T₂ and T₂*, so that contrasts follow from the signal equation. Shape, folding, ventricles, tissue
 * properties and pathology differ from seed to seed; slices of one seed share everything but the course of the sulci.
 *
 * @throws InputError for a height outside the brain.
 * @example const { data } = brainPhantom({ seed: 3, contrast: 't2' }).image(256, 256);
 */
export function brainPhantom(options: BrainOptions): Phantom {
  const { seed, heightMm = 4, contrast = 't1', pathology = pathologyOf(seed), fieldOfViewMm = 220 } = options;
  check(heightMm >= 0 && heightMm <= 50, () => ({
    where: 'brainPhantom',
    expected: 'a height from 0 to 50 mm',
    received: `${heightMm}`,
  }));
  const layers = brainLayers(seed, head(seed, heightMm), pathology);
  return scenePhantom({ layers, fieldOfViewMm, seed }, sequenceOf(contrast));
}

function brainLayers(seed: number, around: Head, pathology: Pathology): Layer[] {
  const fluid = fluidAround(seed, around);
  const cortex: Shape = { distance: (x, y) => -fluid(x, y), bounds: around.hull.bounds };
  const white: Shape = { distance: (x, y) => CORTEX - fluid(x, y), bounds: around.hull.bounds };
  const [deep, ill] = [deepStructures(seed, around), lesions(pathology, seed, around, white)];
  return [
    ...around.coverings,
    { tissue: 'gray matter', shape: cortex },
    { tissue: 'white matter', shape: white },
    // Plaques lie in white matter, beneath what is deep; masses and infarcts take what is there.
    ...(pathology === 'white matter lesions' ? [...ill, ...deep] : [...deep, ...ill]),
  ];
}

/** The depth of a point below the nearest fluid: the brain's surface, or a sulcus, which narrows inward. */
function fluidAround(seed: number, around: Head): (x: number, y: number) => number {
  const { hull, atrophy } = around;
  const toSulci = distanceToCurves(sulci(seed, around, core(around)), REACH);
  const [narrow, wide] = [0.45 + 0.5 * atrophy, 0.7 + 0.8 * atrophy];
  return (x, y) => {
    const depth = -hull.distance(x, y);
    if (depth < 0) return depth;
    return Math.min(depth, toSulci(x, y) - narrow - wide * Math.exp(-depth / 6));
  };
}
