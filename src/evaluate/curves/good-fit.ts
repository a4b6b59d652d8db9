import type { Finding } from './finding.ts';
import { at, type LossCurves, text } from './loss-curves.ts';

/** What remains when nothing speaks against it. */
export function goodFit({ train, validation, last }: LossCurves): Finding {
  const end = text(at(train, last));
  const evidence = validation
    ? `The validation loss (${text(at(validation, last))}) stays near its minimum and close to the training loss (${end}).`
    : `The training loss has settled at ${end}; without validation data, overfitting cannot be seen.`;
  return { kind: 'good fit', evidence, epochs: [0, last], advice: 'Confirm it with other seeds or folds.' };
}
