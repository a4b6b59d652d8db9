import type { Shape, Tensor } from '../../graph/index.ts';
import {
  concat,
  constant,
  expand,
  pad,
  rearrange,
  reshape,
  reverse,
  slice,
  split,
  tile,
  transpose,
} from '../../graph/index.ts';
import { broadcastShapes } from '../../graph/ops/elementwise.ts';
import { normalizeAxis, sizeOf } from '../../graph/tensor.ts';
import { product, range } from '../../util/arrays.ts';
import type { OnnxNode } from '../node.ts';
import type { Readers } from '../readers.ts';

/** Operators that move elements and compute shapes. */
export const shape: Readers = {
  Concat: (node) => concat(node.tensors(), node.int('axis', 0)),
  Constant: (node) => {
    const names = ['value', 'value_float', 'value_floats', 'value_int', 'value_ints'];
    const [value] = names.flatMap((name) => node.values(name) ?? []);
    if (!value) throw node.refusal('numbers', 'none');
    return value;
  },
  ConstantOfShape: (node) => expand(fillValue(node), node.numbers(0) ?? []),
  DepthToSpace: (node) => {
    const p = node.int('blocksize', 1);
    const pattern = node.text('mode', 'DCR') === 'CRD' ? 'n (c p q) h w' : 'n (p q c) h w';
    return rearrange(node.tensor(0), `${pattern} -> n c (h p) (w q)`, { p, q: p });
  },
  Expand: (node) => {
    const x = node.tensor(0);
    return expand(x, broadcastShapes(x.shape, node.numbers(1) ?? [], node.where));
  },
  Flatten: (node) => {
    const x = node.tensor(0);
    const axis = node.int('axis', 1);
    const at = axis < 0 ? axis + x.rank : axis;
    return reshape(x, [product(x.shape.slice(0, at)), product(x.shape.slice(at))]);
  },
  Pad: readPad,
  Range: (node) => {
    const [start = 0, limit = 0, delta = 1] = [node.numbers(0), node.numbers(1), node.numbers(2)].map(
      (n) => n?.[0],
    );
    const count = Math.max(0, Math.ceil((limit - start) / delta));
    if (!(count <= 2 ** 24)) throw node.refusal('at most 2²⁴ numbers', String(count));
    return constant(
      range(count).map((i) => start + i * delta),
      [count],
      node.tensor(0).dtype,
    );
  },
  Reshape: (node) => {
    const x = node.tensor(0);
    const keepsZero = node.int('allowzero', 0) !== 0;
    const sizes = node.numbers(1) ?? [];
    return reshape(
      x,
      sizes.map((size, i) => (size === 0 && !keepsZero ? sizeOf(x, i) : size)),
    );
  },
  Shape: (node) => {
    const { shape } = node.tensor(0);
    const part = shape.slice(node.int('start', 0), node.int('end', shape.length));
    return constant(part, [part.length], 'int64');
  },
  Slice: readSlice,
  SpaceToDepth: (node) => {
    const p = node.int('blocksize', 1);
    return rearrange(node.tensor(0), 'n c (h p) (w q) -> n (p q c) h w', { p, q: p });
  },
  Split: readSplit,
  Squeeze: (node) => {
    const x = node.tensor(0);
    const axes = axesOf(node)?.map((axis) => normalizeAxis(axis, x.rank, node.where));
    return reshape(
      x,
      x.shape.filter((size, axis) => (axes ? !axes.includes(axis) : size !== 1)),
    );
  },
  Tile: (node) => tile(node.tensor(0), node.numbers(1) ?? []),
  Transpose: (node) => {
    const x = node.tensor(0);
    return transpose(x, node.ints('perm') ?? range(x.rank).toReversed());
  },
  Unsqueeze: (node) => {
    const x = node.tensor(0);
    const given = axesOf(node) ?? [];
    const rank = x.rank + given.length;
    const axes = given.map((axis) => normalizeAxis(axis, rank, node.where)).sort((a, b) => a - b);
    return reshape(
      x,
      axes.reduce<Shape>((sizes, axis) => sizes.toSpliced(axis, 0, 1), x.shape),
    );
  },
};

/** An attribute until opset 12, an input since. */
function axesOf(node: OnnxNode): number[] | undefined {
  return node.opset < 13 ? node.ints('axes') : node.numbers(1);
}

function fillValue(node: OnnxNode): Tensor {
  const value = node.values('value');
  return value ? reshape(value, []) : constant(0);
}

/** Sizes were an attribute until opset 10; since 18 the axes may be named. Negative ones take away. */
function readPad(node: OnnxNode): Tensor {
  const x = node.tensor(0);
  const mode = node.text('mode', 'constant');
  if (mode !== 'constant' && mode !== 'reflect' && mode !== 'edge') {
    throw node.refusal('mode constant, reflect or edge', mode);
  }
  const given = (node.opset < 11 ? node.ints('pads') : node.numbers(1)) ?? [];
  const value = node.opset < 11 ? node.float('value', 0) : (node.numbers(2)?.[0] ?? 0);
  const axes = (node.numbers(3) ?? range(x.rank)).map((axis) => normalizeAxis(axis, x.rank, node.where));
  const sizes = (offset: number) =>
    range(x.rank).map((axis) => (axes.includes(axis) ? (given[axes.indexOf(axis) + offset] ?? 0) : 0));
  const [before, after] = [sizes(0), sizes(axes.length)];
  const least = (n: number) => Math.max(0, n);
  const padded = pad(x, before.map(least), after.map(least), mode, value);
  return slice(
    padded,
    padded.shape.map((size, axis) => ({
      axis,
      start: least(-(before[axis] ?? 0)),
      end: size - least(-(after[axis] ?? 0)),
    })),
  );
}

/** Starts and ends were attributes until opset 9. Out of bounds they mean the first or the last element. */
function readSlice(node: OnnxNode): Tensor {
  const x = node.tensor(0);
  const list = (name: string, place: number) => (node.opset < 10 ? node.ints(name) : node.numbers(place));
  const [starts = [], ends = []] = [list('starts', 1), list('ends', 2)];
  const axes = list('axes', 3) ?? range(starts.length);
  const steps = node.opset < 10 ? undefined : node.numbers(4);
  return starts.reduce((t, start, i) => {
    const axis = normalizeAxis(axes[i] ?? i, x.rank, node.where);
    return sliceAxis(t, axis, start, ends[i] ?? 0, steps?.[i] ?? 1);
  }, x);
}

function sliceAxis(x: Tensor, axis: number, start: number, end: number, step: number): Tensor {
  const size = sizeOf(x, axis);
  const within = (n: number, low: number, high: number) =>
    Math.min(Math.max(n < 0 ? n + size : n, low), high);
  if (step > 0) {
    const from = within(start, 0, size);
    return slice(x, [{ axis, start: from, end: Math.max(from, within(end, 0, size)), step }]);
  }
  const [first, last] = [within(start, -1, size - 1), within(end, -1, size - 1)];
  // Backwards from `first` is forwards from its mirror image in the reversed axis.
  const from = size - 1 - first;
  return slice(reverse(x, axis), [{ axis, start: from, end: Math.max(from, size - 1 - last), step: -step }]);
}

/** Sizes were an attribute until opset 12; since 18 a number of parts may be given, the last of which is smaller. */
function readSplit(node: OnnxNode): Tensor[] {
  const x = node.tensor(0);
  const axis = normalizeAxis(node.int('axis', 0), x.rank, node.where);
  const given = node.opset < 13 ? node.ints('split') : node.numbers(1);
  const parts = node.int('num_outputs', node.outputCount);
  const size = sizeOf(x, axis);
  const part = Math.ceil(size / parts);
  return split(x, given ?? range(parts).map((i) => Math.min(part, size - i * part)), axis);
}
