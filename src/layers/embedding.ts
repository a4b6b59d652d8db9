import { z } from 'zod';
import { cast, gather } from '../graph/index.ts';
import { constraintOption } from './constraints.ts';
import { defineLayer } from './define.ts';
import { initializerOption } from './initializers.ts';
import { countOption, trainableWeight } from './options.ts';
import { regularizerOption } from './regularizers.ts';

/**
 * A learned vector for each index: [...] of whole numbers below `inputDim` to [..., outputDim].
 *
 * Weights: `embeddings` [inputDim, outputDim].
 *
 * @example embedding({ inputDim: 1000, outputDim: 64 })(inputLayer({ shape: [20], dtype: 'int64' }))
 */
export const embedding = defineLayer({
  type: 'Embedding',
  options: z.strictObject({
    /** How many different indices there are. */
    inputDim: countOption,
    /** How many numbers stand for each. */
    outputDim: countOption,
    embeddingsInitializer: initializerOption.default('randomUniform'),
    embeddingsRegularizer: regularizerOption.optional(),
    embeddingsConstraint: constraintOption.optional(),
  }),
  outputShape: (shape, { outputDim }) => [...shape, outputDim],
  weights: (_, config) => {
    const options = {
      initializer: config.embeddingsInitializer,
      regularizer: config.embeddingsRegularizer,
      constraint: config.embeddingsConstraint,
    };
    return [trainableWeight('embeddings', [config.inputDim, config.outputDim], [1], options)];
  },
  trace: (indices, _, weight) => gather(weight('embeddings'), cast(indices, 'int64')),
});
