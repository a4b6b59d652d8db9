import type { z } from 'zod';
import { choice, count, flag, seed, settings, share } from './fields.ts';

const stratify = flag("Keep the classes' proportions in every part, as by default");
const ownSeed = seed("Which items fall into which part; the study's seed by default");
const validation = share('The share of items for validation');

/** The study file's `split`: which items train, which choose among trainings, which test. */
export const splitSettings = choice('Which items train, which choose among trainings, which test', {
  random: settings(
    'At random, once; subjects stay together',
    { validation, test: share('The share of items for the test') },
    { stratify, seed: ownSeed },
  ).optional(),
  kFold: settings(
    'Cross-validation: each item is tested once; subjects stay together',
    { folds: count('How many parts, each of which tests once') },
    {
      validation: flag(
        'Give each training the fold after its test fold for validation; else that one trains',
      ),
      stratify,
      seed: ownSeed,
    },
  ).optional(),
  given: settings(
    'The test part comes with the data; validation is drawn from the training part',
    { validation },
    { stratify, seed: ownSeed },
  ).optional(),
});

/** Settings of a split. */
export type SplitSettings = z.output<typeof splitSettings>;
