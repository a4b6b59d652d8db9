import { z } from 'zod';
import { choice, count, flag, path, seed, settings, share, word } from './fields.ts';

const stratify = flag("Keep the classes' proportions in every part, as by default");
const ownSeed = seed("Which items fall into which part; the study's seed by default");
const validation = share('The share of items for validation');
const noValidation = share('The share of items for validation; none by default');
const by = word('What stays together: subjects, as by default, or with them all of a site or scanner', [
  'subject',
  'site',
  'scanner',
]);

const SHARE_OR_DATE = 'a share such as 0.2, or a day such as 2024-01-31';
const shareOrDate = (what: string) =>
  z
    .union(
      [
        z.number().gt(0, SHARE_OR_DATE).lt(1, SHARE_OR_DATE),
        z.string().regex(/^\d{4}-\d\d-\d\d$/, SHARE_OR_DATE),
      ],
      SHARE_OR_DATE,
    )
    .describe(what);

/** The study file's `split`: which items train, which choose among trainings, which test. */
export const splitSettings = choice('Which items train, which choose among trainings, which test', {
  random: settings(
    'At random, once; subjects stay together',
    { validation, test: share('The share of items for the test') },
    { by, stratify, seed: ownSeed },
  ).optional(),
  kFold: settings(
    'Cross-validation: each item is tested once; subjects stay together',
    { folds: count('How many parts, each of which tests once') },
    {
      by,
      validation: flag(
        'Give each training the fold after its test fold for validation; else that one trains',
      ),
      stratify,
      seed: ownSeed,
    },
  ).optional(),
  nested: settings(
    'Nested cross-validation: of the trainings on the inner folds of each outer one, the best on validation is tested',
    { outer: count('How many parts, each of which tests once'), inner: count('How many folds of the rest') },
    { by, stratify, seed: ownSeed },
  ).optional(),
  leaveOneOut: settings(
    'Each site, scanner or subject is tested once, by a network that has never seen it',
    { by: word('What is left out', ['site', 'scanner', 'subject']) },
    { validation: noValidation, stratify, seed: ownSeed },
  ).optional(),
  chronological: settings(
    'By date: the latest items test, those before them validate; subjects stay together',
    { test: shareOrDate('The share of the latest items, or the first day of the test part') },
    { validation: shareOrDate('The share before, or the first day of the validation part; none by default') },
  ).optional(),
  lists: settings(
    'As files say: an identifier of an item or subject in each line; subjects stay together',
    { test: path('The file for the test part; beside the study file') },
    {
      validation: path('The file for validation'),
      train: path('The file for training; all others by default'),
    },
  ).optional(),
  given: settings(
    'The test part comes with the data; validation, too, or it is drawn from the training part',
    { validation },
    { stratify, seed: ownSeed },
  ).optional(),
});

/** Settings of a split. */
export type SplitSettings = z.output<typeof splitSettings>;
