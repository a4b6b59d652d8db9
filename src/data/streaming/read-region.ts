import type { Numbers } from '../../formats/index.ts';
import { type ArrayFile, blockSize } from '../../formats/index.ts';
import { product } from '../../util/arrays.ts';

/** How far neighbors along one axis lie apart: in the array's memory order, and in what they are read into. */
export interface Stride {
  readonly length: number;
  readonly from: number;
  readonly to: number;
}

/** Some of the values of an array, and where they go. */
export interface Region {
  readonly axes: readonly Stride[];
  /** Where in the array's memory order the first one lies. */
  readonly start: number;
  /** How far the imaginary part goes behind the real one, of complex values. */
  readonly imaginary?: number | undefined;
}

/**
 * Reads some of the values of an array into `target`: in the order in which they lie in the file, so that each block is
 * read once, and no block that has none of them.
 */
export async function readRegion(
  file: Pick<ArrayFile, 'shape' | 'blockCount' | 'readBlock'>,
  region: Region,
  target: Float32Array,
): Promise<void> {
  const { inner, outer, from, to } = inMemoryOrder(region);
  const size = blockSize(file);
  let [current, block]: [number, Numbers] = [-1, target];
  for (const offset of offsets(outer, from, to)) {
    for (let done = 0; done < inner.length; ) {
      const position = offset.from + done * inner.from;
      const wanted = Math.floor(position / size);
      if (wanted !== current) [current, block] = [wanted, await file.readBlock(wanted)];
      const within = position - wanted * size;
      const count = Math.min(inner.length - done, Math.ceil((size - within) / inner.from));
      const run = {
        from: within,
        fromStep: inner.from,
        to: offset.to + done * inner.to,
        toStep: inner.to,
        count,
      };
      copyRun(block, target, run, region.imaginary);
      done += count;
    }
  }
}

interface Run {
  readonly from: number;
  readonly fromStep: number;
  readonly to: number;
  readonly toStep: number;
  readonly count: number;
}

function copyRun(block: Numbers, target: Float32Array, run: Run, imaginary: number | undefined): void {
  const { fromStep, toStep, count } = run;
  let { from, to } = run;
  if (imaginary === undefined) {
    for (let i = 0; i < count; i++, from += fromStep, to += toStep) target[to] = block[from] ?? 0;
    return;
  }
  for (let i = 0; i < count; i++, from += fromStep, to += toStep) {
    target[to] = block[2 * from] ?? 0;
    target[to + imaginary] = block[2 * from + 1] ?? 0;
  }
}

/** The axes from the slowest to the fastest, all growing; the fastest apart. */
function inMemoryOrder({ axes, start }: Region) {
  let [from, to] = [start, 0];
  const growing = axes.map((axis) => {
    if (axis.from >= 0) return axis;
    from += (axis.length - 1) * axis.from;
    to += (axis.length - 1) * axis.to;
    return { length: axis.length, from: -axis.from, to: -axis.to };
  });
  const sorted = growing.sort((a, b) => b.from - a.from);
  const inner = sorted.at(-1) ?? { length: 1, from: 1, to: 1 };
  return { inner, outer: sorted.slice(0, -1), from, to };
}

/** Where the runs along the fastest axis begin. */
function* offsets(
  outer: readonly Stride[],
  from: number,
  to: number,
): Generator<{ from: number; to: number }> {
  const runs = product(outer.map(({ length }) => length));
  for (let run = 0; run < runs; run++) {
    let [rest, source, goal] = [run, from, to];
    for (let axis = outer.length - 1; axis >= 0; axis--) {
      const { length = 1, from: step = 0, to: goalStep = 0 } = outer[axis] ?? {};
      const index = rest % length;
      rest = Math.floor(rest / length);
      source += index * step;
      goal += index * goalStep;
    }
    yield { from: source, to: goal };
  }
}
