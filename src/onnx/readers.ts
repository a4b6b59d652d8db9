import type { Tensor } from '../graph/tensor.ts';
import type { OnnxNode } from './node.ts';

/** Makes tensors of a node: one, or one for each of its outputs. */
export type Reader = (node: OnnxNode) => Tensor | readonly Tensor[];

/** Readers by the names of ONNX's operators. */
export type Readers = Readonly<Record<string, Reader>>;
