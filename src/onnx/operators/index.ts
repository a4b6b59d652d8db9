import type { Readers } from '../readers.ts';
import { convolution } from './convolution.ts';
import { elementwise } from './elementwise.ts';
import { indexing } from './indexing.ts';
import { linear } from './linear.ts';
import { normalization } from './normalization.ts';
import { pooling } from './pooling.ts';
import { reduction } from './reduction.ts';
import { resize } from './resize.ts';
import { shape } from './shape.ts';

/** How each of ONNX's operators is read. */
export const readers: Readers = {
  ...convolution,
  ...elementwise,
  ...indexing,
  ...linear,
  ...normalization,
  ...pooling,
  ...reduction,
  ...resize,
  ...shape,
};
