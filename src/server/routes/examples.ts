import { type Context, Hono } from 'hono';
import { z } from 'zod';
import type { ShapedArray } from '../../imaging/index.ts';
import { type Examples, readExampleAnswers, readExamples } from '../../study/index.ts';
import { present } from '../../util/errors.ts';
import type { ServerContext } from '../context.ts';
import { runNumber, withQuery } from './input.ts';

const ofTraining = z.object({ training: z.string().max(200).optional() });

const afterEpoch = ofTraining.extend({ epoch: z.coerce.number().int().nonnegative() });

/** `/api/examples`: what a training said of some items after its epochs. Arrays come as bytes, all items in one. */
export function examplesRoutes({ store }: ServerContext) {
  return new Hono()
    .get('/:run', withQuery(ofTraining), async (context) => {
      const run = runNumber(context.req.param('run'));
      const examples = await readExamples(store, run, context.req.valid('query').training);
      return context.json({ examples: examples ? described(examples) : null });
    })
    .get('/:run/:what{inputs|targets}', withQuery(ofTraining), async (context) => {
      const run = runNumber(context.req.param('run'));
      const examples = await readExamples(store, run, context.req.valid('query').training);
      if (!examples) return context.json({ message: `Run ${run} has no examples.` }, 404);
      const { items } = examples;
      const isInput = context.req.param('what') === 'inputs';
      return bytesOf(
        context,
        items.map(({ input, target }) => (isInput ? input : target)),
      );
    })
    .get('/:run/answers', withQuery(afterEpoch), async (context) => {
      const { epoch, training } = context.req.valid('query');
      const run = runNumber(context.req.param('run'));
      const { answers } = await readExampleAnswers(store, run, epoch, training);
      return bytesOf(context, answers);
    });
}

/** Examples without their arrays. */
function described({ items, ...about }: Examples) {
  return {
    ...about,
    items: items.map(({ name, subject }) => ({ name, ...(subject !== undefined && { subject }) })),
  };
}

/** Arrays of one shape, one behind the other, little-endian. */
function bytesOf(context: Context, arrays: readonly ShapedArray[]): Response {
  const { shape, data } = present(arrays[0], 'an example');
  const all = new Float32Array(arrays.length * data.length);
  arrays.forEach((one, i) => {
    all.set(one.data, i * data.length);
  });
  return context.body(all.buffer, 200, {
    'Content-Type': 'application/octet-stream',
    'X-Shape': [arrays.length, ...shape].join(','),
    'X-Type': 'float32',
  });
}
