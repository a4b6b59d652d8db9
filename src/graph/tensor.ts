import { product } from '../util/arrays.ts';
import { check, InputError } from '../util/errors.ts';

/** Element types, under ONNX's names. */
export type DType = 'float32' | 'float64' | 'int32' | 'int64' | 'uint8' | 'bool';

/** ONNX's number for each element type (TensorProto.DataType). */
export const ONNX_DATA_TYPE: Readonly<Record<DType, number>> = {
  float32: 1,
  uint8: 2,
  int32: 6,
  int64: 7,
  bool: 9,
  float64: 11,
};

/** Sizes of all axes, outermost first; `[]` is a scalar. */
export type Shape = readonly number[];

/** What is known of a tensor before anything runs. */
export interface TensorType {
  readonly shape: Shape;
  readonly dtype: DType;
}

/** An ONNX attribute with its type spelled out, since a JavaScript number does not tell int from float. */
export type Attribute =
  | { readonly int: number }
  | { readonly ints: readonly number[] }
  | { readonly float: number }
  | { readonly text: string };

/** One ONNX node: what a tensor becomes when its graph is written. `null` stands for an omitted input. */
export interface Lowering {
  readonly operator: string;
  readonly domain?: '' | 'com.microsoft' | 'com.microsoft.nchwc';
  readonly inputs: readonly (Tensor | null)[];
  readonly attributes?: Readonly<Record<string, Attribute>>;
}

/** Derivatives of a loss with respect to each input, computed only when asked; `null` where there is none. */
export type InputGradients = readonly ((() => Tensor) | null)[];

/** What a tensor's primitive knows about it. */
export interface Origin {
  /** The primitive's name: ONNX's operator, or `Input` or `Constant`. */
  readonly name: string;
  /** Gradients of the inputs from the gradient of the output, or `null` for a primitive that has none. */
  readonly gradient: ((upstream: Tensor) => InputGradients) | null;
  /** The ONNX node, or `null` for inputs and constants. */
  readonly lowering: (() => Lowering) | null;
  /** The same primitive and attributes on other inputs. */
  readonly rebuild: (inputs: readonly Tensor[]) => Tensor;
}

/**
 * A symbolic array: the one output of a primitive applied to other tensors. Tensors are inert; they hold no
 * data, and a graph is nothing but the tensors reachable from its outputs.
 */
export class Tensor implements TensorType {
  readonly shape: Shape;
  readonly dtype: DType;
  readonly inputs: readonly Tensor[];
  readonly origin: Origin;

  constructor(type: TensorType, inputs: readonly Tensor[], origin: Origin) {
    this.shape = type.shape;
    this.dtype = type.dtype;
    this.inputs = inputs;
    this.origin = origin;
  }

  /** Number of axes. */
  get rank(): number {
    return this.shape.length;
  }

  /** Number of elements. */
  get size(): number {
    return product(this.shape);
  }

  toString(): string {
    return `${this.origin.name}${formatShape(this.shape)}:${this.dtype}`;
  }
}

/** A shape as it is written in messages: `[2, 3]`. */
export function formatShape(shape: Shape): string {
  return `[${shape.join(', ')}]`;
}

/** The size of one axis, counted from the end when negative. */
export function sizeOf(tensor: TensorType, axis: number): number {
  const size = tensor.shape.at(axis);
  if (size === undefined) {
    throw new InputError({
      where: 'axis',
      expected: `an axis of shape ${formatShape(tensor.shape)}`,
      received: String(axis),
    });
  }
  return size;
}

/** An axis counted from the front: -1 is the last. */
export function normalizeAxis(axis: number, rank: number, where: string): number {
  check(Number.isInteger(axis) && axis >= -rank && axis < rank, () => ({
    where,
    expected: `an axis from ${-rank} to ${rank - 1}`,
    received: String(axis),
  }));
  return axis < 0 ? axis + rank : axis;
}

/** Checks that a shape is made of non-negative integers. */
export function checkShape(shape: Shape, where: string): void {
  check(
    shape.every((size) => Number.isInteger(size) && size >= 0),
    () => ({
      where,
      expected: 'a shape of non-negative integers',
      received: formatShape(shape),
    }),
  );
}
