import { range } from '../../../util/arrays.ts';
import { RandomStream } from '../../../util/random.ts';
import { type Compartment, isotropic } from './kurtosis.ts';
import { axialTensor, type Direction } from './tensor.ts';

/** What a voxel of the brain is mostly made of. */
export type VoxelKind = 'fluid' | 'gray matter' | 'one fiber' | 'crossing fibers';

const FREE_WATER = 3e-3;
/** Across axons there is no diffusion, but they are never quite parallel. */
const AXON = 0.22e-3;

/**
 * A random voxel as compartments, in mm²/s at body temperature: fluid; gray matter with slow and fast water; one bundle
 * of fibers, or two that cross, each with water in axons and between them, and some free water.
 *
 * Source: Panagiotaki et al., NeuroImage 59:2241 (2012), for the compartments and their usual diffusivities.
 */
export function randomVoxel(random: RandomStream): { kind: VoxelKind; compartments: readonly Compartment[] } {
  const share = random.uniform();
  if (share < 0.1)
    return { kind: 'fluid', compartments: [isotropic(1, between(random, 2.4e-3, FREE_WATER))] };
  if (share < 0.35) return { kind: 'gray matter', compartments: grayMatter(random) };
  const count = share < 0.75 ? 1 : 2;
  return { kind: count === 1 ? 'one fiber' : 'crossing fibers', compartments: fibers(random, count) };
}

/** A direction of which none is likelier than another. */
function randomDirection(random: RandomStream): Direction {
  const z = 2 * random.uniform() - 1;
  const [radius, angle] = [Math.sqrt(1 - z * z), 2 * Math.PI * random.uniform()];
  return [radius * Math.cos(angle), radius * Math.sin(angle), z];
}

function grayMatter(random: RandomStream): Compartment[] {
  const slow = between(random, 0.25, 0.45);
  const free = between(random, 0, 0.06);
  return [
    {
      fraction: slow,
      tensor: axialTensor(randomDirection(random), between(random, 0.45e-3, 0.8e-3), 0.3e-3),
    },
    isotropic(1 - slow - free, between(random, 0.9e-3, 1.3e-3)),
    isotropic(free, FREE_WATER),
  ];
}

function fibers(random: RandomStream, count: number): Compartment[] {
  const free = between(random, 0, 0.05);
  const first = count === 1 ? 1 : between(random, 0.35, 0.65);
  const bundles = range(count).flatMap((i): Compartment[] => {
    const size = (1 - free) * (i === 0 ? first : 1 - first);
    const axons = between(random, 0.4, 0.7);
    const [direction, along] = [randomDirection(random), between(random, 1.4e-3, 2.2e-3)];
    const across = along * (1 - axons) * between(random, 0.6, 1);
    return [
      { fraction: size * axons, tensor: axialTensor(direction, along, AXON) },
      { fraction: size * (1 - axons), tensor: axialTensor(direction, along, across) },
    ];
  });
  return [...bundles, isotropic(free, FREE_WATER)];
}

function between(random: RandomStream, low: number, high: number): number {
  return low + (high - low) * random.uniform();
}

/** The random stream of one voxel. */
export function voxelStream(seed: number, voxel: number): RandomStream {
  return RandomStream.derive(seed, 'voxel', voxel);
}
