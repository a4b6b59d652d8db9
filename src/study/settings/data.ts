import { z } from 'zod';
import { choice, count, path, seed, settings, text, word } from './fields.ts';

const parts = {
  train: count('How many training images; all by default'),
  test: count('How many test images; all by default'),
};

/** The study file's `data`: where items and targets come from. */
export const dataSettings = choice('Where items and targets come from', {
  iris: settings('150 flowers of three species (Fisher 1936)', {}, {}).optional(),
  mnist: settings(
    'Handwritten digits (LeCun 1998), from: echotrain data get mnist',
    {},
    { folder: path('The folder with the four files; where they were put by default'), ...parts },
  ).optional(),
  digits: settings(
    'Digits drawn by a procedure, for where MNIST is out of reach',
    {},
    { ...parts, seed: seed('Which digits are drawn; 1 by default') },
  ).optional(),
  csv: settings(
    'A table with a row for each item',
    {
      file: path('The table, in UTF-8, with a header; beside the study file'),
      target: text('The column to predict', 'the name of a column'),
      task: word('Whether the target is a class or a number', ['classification', 'regression']),
    },
    {
      features: z
        .array(text('A column'), 'a list of columns')
        .min(1, 'a list of columns')
        .describe('The columns to predict from; all others by default'),
      group: text('The column that names the subject, whose items stay together', 'the name of a column'),
      delimiter: word('What stands between cells; a comma by default', [',', ';', '\t']),
    },
  ).optional(),
});

/** Settings of a source of data. */
export type DataSettings = z.output<typeof dataSettings>;
