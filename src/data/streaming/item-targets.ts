import { check } from '../../util/errors.ts';
import type { Targets } from '../dataset.ts';
import type { Item } from '../manifest/item.ts';
import { fieldOf, type ItemField } from './item-field.ts';

/** What is predicted of items. */
export interface TargetOptions {
  /** Which field holds it; the label by default. */
  readonly label?: ItemField;
  /**
   * Whether it is a class (the default), a number, nothing (what is predicted is made of the
   * inputs), or a class of each pixel (segmentation), as a label map that belongs to the image says.
   */
  readonly task?: 'classification' | 'regression' | 'none' | 'segmentation';
  /** What the values of label maps stand for, from 0 on, for segmentation. */
  readonly classNames?: readonly string[];
}

/** At most so many items are named in an error. */
const NAMED = 3;

/**
 * What is to be predicted of each item: classes in the order of their names, numbers, or none.
 *
 * @throws InputError for items of which it is not known, and for text where numbers are needed.
 */
export function itemTargets(
  items: readonly Item[],
  { label = 'label', task }: TargetOptions,
  name: string,
): Targets {
  if (task === 'none') return { kind: 'values', data: new Float32Array(0), shape: [0] };
  const values = items.map((item) => fieldOf(item, label));
  const nameless = (wrong: (value: string | undefined) => boolean, expected: string, remedy: string) => {
    const found = items.filter((_, i) => wrong(values[i]));
    check(found.length === 0, () => ({
      where: `data, ${name}`,
      expected,
      received: `${found.length} of ${items.length} without: ${namesOf(found)}`,
      remedy,
    }));
  };
  nameless(
    (value) => value === undefined,
    `a ${label} of each item`,
    'Choose the items that have one with "where".',
  );
  if (task === 'regression') {
    nameless(
      (value) => !Number.isFinite(Number(value)),
      `a number as ${label} of each item`,
      'Take task: classification.',
    );
    return { kind: 'values', data: Float32Array.from(values, Number), shape: [1] };
  }
  const classNames = [...new Set(values.map((value) => value ?? ''))].sort((a, b) =>
    a.localeCompare(b, 'en', { numeric: true }),
  );
  const indices = new Map<string | undefined, number>(classNames.map((one, index) => [one, index]));
  return {
    kind: 'classes',
    data: Int32Array.from(values, (value) => indices.get(value) ?? 0),
    shape: [],
    classNames,
  };
}

function namesOf(items: readonly Item[]): string {
  const names = items.slice(0, NAMED).map(({ id }) => id);
  return `${names.join(', ')}${items.length > NAMED ? ' ...' : ''}`;
}
