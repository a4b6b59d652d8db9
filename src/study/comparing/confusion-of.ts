import { type ConfusionMatrix, confusionMatrix } from '../../evaluate/index.ts';
import { check } from '../../util/errors.ts';
import type { Side } from './side.ts';

/**
 * How often a side takes which class for which: rows are true, columns predicted.
 *
 * @throws InputError for a side that does not classify.
 */
export function confusionOf({ kind, key, truths, said, classNames }: Side): ConfusionMatrix {
  check(kind === 'classes', () => ({ where: `side ${key}`, expected: 'classes', received: kind }));
  return confusionMatrix(truths, said, classNames.length);
}
