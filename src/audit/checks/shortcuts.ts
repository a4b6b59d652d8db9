import { RandomStream } from '../../data/index.ts';
import type { AuditCheck } from '../audit-check.ts';
import { evidenceOf } from '../finding.ts';
import { headerFields } from '../statistics/header-fields.ts';
import { testPredictions } from '../statistics/label-predictor.ts';
import { classesOf, type Subject, subjectsOf } from '../subjects.ts';
import { percent, short } from '../words.ts';

/** Classes with fewer subjects are left out: so few are told apart by chance. */
const LEAST_SUBJECTS = 10;
/** More subjects than this add nothing but time. */
const MOST_SUBJECTS = 2000;
const PERMUTATIONS = 399;
/** Chance would do as well at most so often. */
const UNLIKELY = 0.005;
/** How much better than chance, as a share of what is between chance and always right. */
const NOTICEABLE = 0.3;

/** Labels that can be told from headers and file sizes alone, without looking at the image. */
export const shortcuts: AuditCheck = {
  name: 'shortcuts',
  title: 'Whether header, file and mean intensity tell the label',
  run(input) {
    const classes = new Set(classesOf(input));
    const labeled = subjectsOf(input).filter(({ label }) => label !== undefined && classes.has(label));
    const large = [...Map.groupBy(labeled, ({ label }) => label ?? '').values()].filter(
      (subjects) => subjects.length >= LEAST_SUBJECTS,
    );
    if (large.length < 2) return [];
    const subjects = chosen(large.flat(), input.seed);
    const fields = headerFields(subjects);
    const labels = subjects.map(({ label }) => label ?? '');
    if (fields.length === 0) return [];
    const { predictions, pValue } = testPredictions(fields, labels, input.seed, PERMUTATIONS);
    const chance = 1 / large.length;
    const gain = (accuracy: number) => (accuracy - chance) / (1 - chance);
    const sorted = predictions.toSorted((a, b) => b.balancedAccuracy - a.balancedAccuracy);
    const [best] = sorted;
    if (!best || pValue > UNLIKELY || gain(best.balancedAccuracy) < NOTICEABLE) return [];
    return [
      {
        check: 'shortcuts',
        grade: 'warning',
        title: `${best.name === 'all fields together' ? 'Header fields together predict' : `The field "${best.name}" alone predicts`} the label: balanced accuracy ${percent(best.balancedAccuracy)}, by chance ${percent(chance)}.`,
        evidence: {
          ...evidenceOf(
            [],
            { 'balanced accuracy': short(best.balancedAccuracy), chance: short(chance), p: short(pValue) },
            subjects.length,
          ),
          rows: {
            columns: ['from', 'balanced accuracy'],
            cells: sorted.slice(0, 8).map(({ name, balancedAccuracy }) => [name, short(balancedAccuracy)]),
          },
        },
        remedy:
          'A network can learn this instead of the disease: make the field alike in all classes, take it away (crop, resample, normalize), or report results within its groups.',
      },
    ];
  },
};

function chosen(subjects: readonly Subject[], seed: number): readonly Subject[] {
  if (subjects.length <= MOST_SUBJECTS) return subjects;
  const order = RandomStream.derive(seed, 'audit', 'subjects').permutation(subjects.length);
  return Array.from(order.subarray(0, MOST_SUBJECTS), (at) => subjects[at]).filter(
    (one) => one !== undefined,
  );
}
