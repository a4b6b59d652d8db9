import { z } from 'zod';
import * as graph from '../graph/index.ts';
import { axisOption, checkAxis } from './axis.ts';
import { defineLayer } from './define.ts';

/** Probabilities along one axis, that of the channels by default: positive, with sum 1. */
export const softmax = defineLayer({
  type: 'Softmax',
  options: z.strictObject({ axis: axisOption.default(1) }),
  outputShape: (shape, { axis }) => {
    checkAxis(axis, shape);
    return shape;
  },
  trace: (x, { axis }) => graph.softmax(x, axis),
});
