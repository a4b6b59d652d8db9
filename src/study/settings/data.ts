import { z } from 'zod';
import { itemFields } from '../../data/streaming/item-field.ts';
import { choice, count, path, seed, settings, text, word } from './fields.ts';
import { imagesSettings, sparseViewSettings } from './image-pairs.ts';
import { kspaceSettings, magnitudeSettings, simulatedSettings } from './reconstruction.ts';

const parts = {
  train: count('How many training images; all by default'),
  test: count('How many test images; all by default'),
};

const number = z.number('a number');
const value = z.union([z.string(), number], 'a text or a number');
const values = z.union([value, z.array(value).min(1)], 'a value or a list of them');
const sizes = 'a size such as [64, 64], of volumes [32, 64, 64]';

const scaling = choice('What is done to the values of each input by itself', {
  none: settings('Nothing, as by default', {}, {}).optional(),
  range: settings('From 0, its smallest value, to 1, its largest', {}, {}).optional(),
  standard: settings('To mean 0 and deviation 1', {}, {}).optional(),
  window: z
    .tuple([number, number], 'two values, such as [-160, 240]')
    .refine(([black, white]) => black < white, 'two values, the smaller one first')
    .describe('These two values become 0 and 1; what lies beyond is cut off')
    .optional(),
});

const dataset = settings(
  'A folder that echotrain data import made; its items are read as they are wanted',
  {
    folder: path('The folder'),
    items: word('Whether each slice is an item, or each volume', ['slices', 'volumes']),
  },
  {
    size: z
      .array(count('A length'), sizes)
      .min(2, sizes)
      .max(3, sizes)
      .describe('Bring all to one size: [rows, columns] or [slices, rows, columns]'),
    fit: word('How: by resampling, as by default, or by cutting off and adding zeros, as k-space needs', [
      'resample',
      'crop',
    ]),
    color: word('Whether colors become gray, as by default, or channels', ['gray', 'channels']),
    complex: word('Whether complex values stay so, as by default, or become magnitudes', [
      'planar',
      'magnitude',
    ]),
    scaling,
    label: word('What to predict; the label by default', itemFields),
    task: word('Whether that is a class, as by default, or a number', ['classification', 'regression']),
    where: settings(
      'Only items of which this is so',
      {},
      Object.fromEntries(
        itemFields.map((field) => [field, values.describe(`The ${field} that items are to have`)]),
      ),
    ),
    cache: path('A folder to keep inputs in as they enter the network, for items that are slow to read'),
  },
);

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
  dataset: dataset.optional(),
  kspace: kspaceSettings.optional(),
  simulated: simulatedSettings.optional(),
  magnitudes: magnitudeSettings.optional(),
  images: imagesSettings.optional(),
  sparseView: sparseViewSettings.optional(),
});

/** Settings of a source of data. */
export type DataSettings = z.output<typeof dataSettings>;
