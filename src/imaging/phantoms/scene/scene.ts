/** Anatomies as layers of shapes, each of one tissue, painted one over the other. */
import { RandomStream } from '../../../util/random.ts';
import { type ShapedArray, shaped } from '../../shaped-array.ts';
import { type Sequence, signal } from '../../simulation/signal.ts';
import { gridPositions, type Phantom, type Pose } from '../phantom.ts';
import { randomPhase } from './random-phase.ts';
import type { Shape } from './shapes.ts';
import { type SmoothNoise, smoothNoise } from './smooth-noise.ts';
import { type Tissue, tissues } from './tissues.ts';

/** A shape of one tissue; it covers what was painted before. */
export interface Layer {
  readonly tissue: Tissue;
  readonly shape: Shape;
}

/** A layer of a tissue. */
export function layer(tissue: Tissue, shape: Shape): Layer {
  return { tissue, shape };
}

/** An anatomy before it is scanned. */
export interface Scene {
  readonly layers: readonly Layer[];
  /** The side of the square field of view in mm. */
  readonly fieldOfViewMm: number;
  /** Where its own randomness (unevenness, texture, phase, tissue properties) comes from. */
  readonly seed: number;
}

/** How far edges are from straight, in mm. */
const UNEVENNESS = 0.9;
/** Over how many mm one tissue becomes the next, at least. */
const TRANSITION = 0.6;
/** How much the signal varies within a tissue. */
const TEXTURE = 0.025;
/** By how much tissues differ between subjects. */
const BETWEEN_SUBJECTS = 0.05;

/** The phantom that a scene is, in a sequence: contrasts follow from the signal equation. */
export function scenePhantom({ layers, fieldOfViewMm, seed }: Scene, sequence: Sequence): Phantom {
  const properties = subjectTissues(seed);
  const half = fieldOfViewMm / 2;
  const texture = textureOf(seed);
  const smooth = randomPhase(RandomStream.derive(seed, 'phase'));
  const phase: SmoothNoise = (x, y) => smooth(x / half, y / half);
  const distorted = unevenness(seed);
  const painted = layers.map(({ tissue, shape }) => ({ shape, value: signal(properties(tissue), sequence) }));
  return {
    image: (rows, columns, pose?: Pose): ShapedArray => {
      const at = gridPositions(rows, columns, pose);
      const plain = { x: at.x.map((x) => x * half), y: at.y.map((y) => y * half) };
      const magnitude = new Float32Array(plain.x.length);
      const moved = distorted(plain);
      const sample = fieldOfViewMm / Math.max(rows, columns);
      for (const { shape, value } of painted) paint(magnitude, moved, shape, value, sample);
      return complexImage(magnitude, plain, texture, phase, [2, rows, columns]);
    },
  };
}

interface Positions {
  readonly x: Float32Array;
  readonly y: Float32Array;
}

/** Covers what a shape covers, edges as partial volumes over one sample. */
function paint(into: Float32Array, { x, y }: Positions, shape: Shape, value: number, sample: number): void {
  const { bounds } = shape;
  const transition = Math.max(sample, TRANSITION);
  const square = (bounds.radius + transition) ** 2;
  for (let i = 0; i < into.length; i++) {
    const [px, py] = [x[i] ?? 0, y[i] ?? 0];
    if ((px - bounds.x) ** 2 + (py - bounds.y) ** 2 > square) continue;
    const share = 0.5 - shape.distance(px, py) / transition;
    if (share >= 1) into[i] = value;
    else if (share > 0) into[i] = (into[i] ?? 0) + share * (value - (into[i] ?? 0));
  }
}

function complexImage(
  magnitude: Float32Array,
  { x, y }: Positions,
  texture: SmoothNoise,
  phase: SmoothNoise,
  shape: readonly number[],
): ShapedArray {
  const count = magnitude.length;
  const data = new Float32Array(2 * count);
  for (let i = 0; i < count; i++) {
    const value = magnitude[i] ?? 0;
    if (value === 0) continue;
    const [px, py] = [x[i] ?? 0, y[i] ?? 0];
    const size = value * (1 + texture(px, py));
    const angle = phase(px, py);
    data[i] = size * Math.cos(angle);
    data[count + i] = size * Math.sin(angle);
  }
  return shaped(data, shape);
}

/** The tissues of one subject: each property some percent off the table's. */
function subjectTissues(seed: number) {
  return (name: Tissue) => {
    const random = RandomStream.derive(seed, 'tissue', name);
    const about = (value: number): number => value * Math.exp(BETWEEN_SUBJECTS * random.normal());
    const { protonDensity, t1Ms, t2Ms, t2StarMs } = tissues[name];
    return {
      protonDensity: Math.min(1, protonDensity * Math.exp(0.02 * random.normal())),
      t1Ms: about(t1Ms),
      t2Ms: about(t2Ms),
      t2StarMs: about(t2StarMs),
    };
  };
}

/** Positions moved by smooth noise, so that no edge is a perfect curve. */
function unevenness(seed: number) {
  const random = RandomStream.derive(seed, 'unevenness');
  const [coarseX, coarseY] = [smoothNoise(random, 40), smoothNoise(random, 40)];
  const [fineX, fineY] = [smoothNoise(random, 7), smoothNoise(random, 7)];
  return ({ x, y }: Positions): Positions => ({
    x: x.map((px, i) => px + UNEVENNESS * (coarseX(px, y[i] ?? 0) + 0.35 * fineX(px, y[i] ?? 0))),
    y: y.map((py, i) => py + UNEVENNESS * (coarseY(x[i] ?? 0, py) + 0.35 * fineY(x[i] ?? 0, py))),
  });
}

function textureOf(seed: number): SmoothNoise {
  const random = RandomStream.derive(seed, 'texture');
  const [coarse, middle, fine] = [smoothNoise(random, 45), smoothNoise(random, 9), smoothNoise(random, 3)];
  return (x, y) => TEXTURE * (0.8 * coarse(x, y) + 0.6 * middle(x, y) + 0.5 * fine(x, y));
}
