import { check } from '../util/errors.ts';
import type { Dataset } from './dataset.ts';
import { placedFields } from './input-field.ts';

/**
 * Makes sure that no input or target is NaN or infinite: a single one turns every weight into NaN at the first step
 * that meets it.
 *
 * @throws InputError that names the first such item and feature, and how many there are.
 */
export function assertFinite(dataset: Dataset): void {
  const { inputs, targets, targetSize } = dataset;
  checkNumbers(dataset.name, inputs, (i) => inputPlace(dataset, i));
  const targetPlace = (i: number) => placeOf(i, targetSize, targets.shape, 'target');
  if (targets.kind === 'values') checkNumbers(dataset.name, targets.data, targetPlace);
}

function inputPlace({ inputSize, inputShape, inputFields, featureNames }: Dataset, index: number): string {
  const within = index % inputSize;
  const field = placedFields(inputFields ?? []).findLast(({ start }) => start <= within);
  if (!field) return placeOf(index, inputSize, inputShape, 'input', featureNames);
  const item = `item ${Math.floor(index / inputSize)}`;
  return `${item}, ${field.name} [${coordinates(within - field.start, field.shape).join(', ')}]`;
}

function checkNumbers(name: string, numbers: Float32Array, place: (index: number) => string): void {
  const first = numbers.findIndex((number) => !Number.isFinite(number));
  check(first < 0, () => {
    const others = numbers.reduce((count, number) => count + (Number.isFinite(number) ? 0 : 1), -1);
    return {
      where: `dataset ${name}`,
      expected: 'finite numbers',
      received: `${numbers[first]} in ${place(first)}${others > 0 ? ` and ${others} more` : ''}`,
      remedy: 'Leave such items out or fill them in; one of them spoils all weights.',
    };
  });
}

/** Where a number stands, in words: item, then feature by name or place. */
function placeOf(
  index: number,
  size: number,
  shape: readonly number[],
  what: string,
  names?: readonly string[],
): string {
  const item = `item ${Math.floor(index / size)}`;
  const within = index % size;
  const name = names?.[within];
  if (name !== undefined) return `${item}, feature ${within} (${name})`;
  return size === 1 ? `${item}, ${what}` : `${item}, ${what} [${coordinates(within, shape).join(', ')}]`;
}

function coordinates(index: number, shape: readonly number[]): number[] {
  let rest = index;
  const reversed = shape.toReversed().map((length) => {
    const coordinate = rest % length;
    rest = Math.floor(rest / length);
    return coordinate;
  });
  return reversed.reverse();
}
