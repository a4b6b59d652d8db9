import { z } from 'zod';
import type { Tensor } from '../graph/index.ts';
import * as graph from '../graph/index.ts';
import { broadcastShapes } from '../graph/ops/elementwise.ts';
import { sameItems } from '../util/arrays.ts';
import { check } from '../util/errors.ts';
import { defineMergingLayer } from './define.ts';

/**
 * The sum of several inputs. Inputs of all these layers have one shape, or shapes that broadcast.
 *
 * @example add()([x, shortcut])
 */
export const add = merging('Add', (inputs) => sumOf(inputs));
/** The first of two inputs less the second. */
export const subtract = merging('Subtract', (inputs) => inputs.reduce(graph.sub), 2);
/** The product of several inputs, number by number. */
export const multiply = merging('Multiply', (inputs) => inputs.reduce(graph.mul));
/** The mean of several inputs. */
export const average = merging('Average', (inputs) => graph.div(sumOf(inputs), inputs.length));
/** The largest of several inputs, number by number. */
export const maximum = merging('Maximum', (inputs) => inputs.reduce(graph.max));
/** The smallest of several inputs, number by number. */
export const minimum = merging('Minimum', (inputs) => inputs.reduce(graph.min));

function merging(type: string, merge: (inputs: readonly Tensor[]) => Tensor, atMost = Infinity) {
  return defineMergingLayer({
    type,
    options: z.strictObject({}),
    outputShape: (shapes) => {
      check(shapes.length >= 2 && shapes.length <= atMost, () => ({
        where: '',
        expected: atMost === 2 ? 'two inputs' : 'two or more inputs',
        received: `${shapes.length}`,
      }));
      return shapes.reduce((a, b) => broadcastShapes(a, b, ''));
    },
    trace: (inputs) => merge(inputs),
  });
}

function sumOf(inputs: readonly Tensor[]): Tensor {
  const [first, ...rest] = inputs;
  const alike = rest.every(({ shape }) => first && sameItems(shape, first.shape));
  return alike ? graph.sumAll(inputs) : inputs.reduce((a, b) => graph.add(a, b));
}
