import { z } from 'zod';
import { count, flag, notNegative, positive, settings } from './fields.ts';
import { monitorShape } from './monitor.ts';
import { lossSettings, metricSettings } from './objective.ts';
import { optimizerSettings } from './optimizer.ts';

const earlyStopping = settings(
  'When to stop before the last epoch',
  {},
  {
    ...monitorShape,
    patience: count('How many epochs without improvement are borne'),
    minDelta: notNegative('Only what is better by more than this is an improvement; 0 by default'),
    restoreBestWeights: flag('End with the weights of the best epoch instead of the last'),
  },
);

const checkpoints = settings(
  'Which checkpoints of a recorded training stay when a newer one is written',
  {},
  {
    last: count('The newest ones, so many; 2 by default, and never fewer'),
    everyEpochs: count('Also the one after every so many epochs, of those that are written'),
  },
);

/** The study file's `training`. */
export const trainingSettings = settings(
  'How the network is trained',
  { epochs: count('Passes over the training part'), optimizer: optimizerSettings },
  {
    batchSize: count('Items in a step; 32 by default'),
    shuffle: flag('Draw a new order for every epoch, as by default'),
    loss: lossSettings.describe(
      'What training makes small: sparseCategoricalCrossentropy by default, meanSquaredError for numbers',
    ),
    metrics: z
      .array(metricSettings, 'a list of metrics, such as [accuracy]')
      .describe('What is watched beside the loss: accuracy by default, meanAbsoluteError for numbers'),
    clipNorm: positive('Gradients longer than this, over all weights together, are shortened to it'),
    earlyStopping,
    checkpoints: checkpoints.optional(),
    gates: flag(
      'Prove the plumbing before the first training: input, initial loss, one batch, input matters',
    ),
  },
);

/** Settings of a training. */
export type TrainingSettings = z.output<typeof trainingSettings>;
