import { text, word } from './fields.ts';

/** What is watched from epoch to epoch. */
export const monitorShape = {
  monitor: text(
    'loss or a metric for the training part, with val_ before it for the validation part; val_loss by default',
    'the name of a score, such as val_loss',
  ),
  mode: word('Whether small or large values are good', ['min', 'max']),
};
