import type { RandomStream } from '../../../util/random.ts';
import { type CurvePiece, squaredDistance } from '../scene/curves.ts';
import type { Shape } from '../scene/shapes.ts';
import type { Head } from './head.ts';

/** A place in mm. */
export type Point = readonly [x: number, y: number];

/** Where a sulcus begins, and which way it goes. */
export interface Start {
  readonly x: number;
  readonly y: number;
  /** In radians, counterclockwise from +x. */
  readonly heading: number;
  /** The sulcus that it leaves from, by number. */
  readonly parent?: number;
}

interface SulcusPiece extends CurvePiece {
  readonly sulcus: number;
}

const STEP = 1.8;
/** Between sulci, in mm: two cortices and white matter. */
const CLEARANCE = 7.3;
/** After so many mm, a sulcus has to be clear of the one that it left. */
const LEAVING = 10;

/** Sulci that grow one after the other, each clear of those before. */
export class SulcusField {
  readonly pieces: SulcusPiece[] = [];
  readonly #random: RandomStream;
  readonly #head: Head;
  readonly #core: Shape;
  #count = 0;

  constructor(random: RandomStream, head: Head, core: Shape) {
    this.#random = random;
    this.#head = head;
    this.#core = core;
  }

  /** Adds a curve as it is; its number. */
  add(points: readonly Point[]): number {
    const sulcus = this.#count++;
    points.slice(1).forEach(([x1, y1], i) => {
      const [x0, y0] = points[i] ?? [x1, y1];
      this.pieces.push({ x0, y0, x1, y1, sulcus });
    });
    return sulcus;
  }

  /** Grows a sulcus from each start, of a random length, and forks of some. */
  growAlong(starts: readonly Start[], shortest: number, longest: number): void {
    for (const start of starts) {
      const length = shortest + (longest - shortest) * this.#random.uniform();
      const heading = start.heading + 0.3 * this.#random.normal();
      this.#growAndFork({ ...start, heading }, length);
    }
  }

  /** Puts short sulci, cut across, where there is room left. */
  fill(tries: number): void {
    const { halfWidth, halfLength } = this.#head;
    for (let i = 0; i < tries; i++) {
      const x = halfWidth * (2 * this.#random.uniform() - 1);
      const y = halfLength * (2 * this.#random.uniform() - 1);
      if (!this.#hasRoom(x, y) || this.#head.hull.distance(x, y) < -30) continue;
      const heading = 2 * Math.PI * this.#random.uniform();
      this.#growAndFork({ x, y, heading }, 4 + 8 * this.#random.uniform());
    }
  }

  #growAndFork(start: Start, length: number): void {
    const { points, heading } = this.#grow(start, length);
    if (points.length < 3) return;
    const parent = this.add(points);
    const [x = 0, y = 0] = points.at(-1) ?? [];
    for (const turn of [0.9, -0.9]) {
      if (this.#random.uniform() > 0.55) continue;
      const fork = this.#grow({ x, y, heading: heading + turn, parent }, 4 + 7 * this.#random.uniform());
      if (fork.points.length >= 3) this.add(fork.points);
    }
  }

  #grow(start: Start, length: number) {
    let { x, y, heading } = start;
    const points: Point[] = [[x, y]];
    const bend = 0.06 * this.#random.normal();
    for (let grown = 0; grown < length; grown += STEP) {
      heading += bend + 0.2 * this.#random.normal();
      [x, y] = [x + STEP * Math.cos(heading), y + STEP * Math.sin(heading)];
      if (!this.#hasRoom(x, y, grown < LEAVING ? start.parent : undefined)) break;
      points.push([x, y]);
    }
    return { points, heading };
  }

  /** Whether a point is in the cortex's zone and clear of all sulci but one. */
  #hasRoom(x: number, y: number, except?: number): boolean {
    if (this.#core.distance(x, y) < 0 || this.#head.hull.distance(x, y) > 0) return false;
    return this.pieces.every(
      (piece) => piece.sulcus === except || squaredDistance(piece, x, y) > CLEARANCE ** 2,
    );
  }
}
