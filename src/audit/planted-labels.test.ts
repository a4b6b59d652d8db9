import { writeText } from '../../test/bitmap-text.ts';
import { type Sample, withValues } from '../../test/phantom-set.ts';
import {
  changed,
  clean,
  drawn,
  type FaultRow,
  first,
  flagged,
  items,
  parts,
  SIDE,
  said,
  testFaults,
  unchanged,
} from '../../test/planted-faults.ts';
import type { Item } from '../data/manifest/item.ts';
import { range } from '../util/arrays.ts';
import { present } from '../util/errors.ts';

const sick = ({ label }: Item) => label === 'sick';

/** Most sick subjects in one part. */
function oneSidedParts() {
  const isLate = (at: number) => sick(present(items[at], 'item')) !== at % 16 < 4;
  const all = range(items.length);
  return { train: all.filter((at) => !isLate(at)), validation: [], test: all.filter(isLate) };
}

function withoutLabel({ item: { label: _, ...item }, values }: Sample): Sample {
  return { item, values };
}

const faults: readonly FaultRow[] = [
  [
    'one class almost alone',
    'class-balance',
    'warning',
    () =>
      said(
        ({ subject }) => Number(subject.slice(1)) % 16 !== 1,
        () => ({ label: 'healthy' }),
      ),
  ],
  [
    'a class that never trains',
    'class-balance',
    'error',
    unchanged,
    () => ({ divisions: [{ ...parts, train: parts.train.filter((at) => items[at]?.label !== 'sick') }] }),
  ],
  [
    'a test part of one class',
    'class-balance',
    'warning',
    unchanged,
    () => ({ divisions: [{ ...parts, test: parts.test.filter((at) => items[at]?.label !== 'sick') }] }),
  ],
  [
    'parts with other shares of the classes',
    'class-balance',
    'warning',
    unchanged,
    () => ({ divisions: [oneSidedParts()] }),
  ],
  [
    'all sick subjects from one site',
    'site-association',
    'warning',
    () =>
      said(
        () => true,
        (item) => ({ site: sick(item) ? 'Graz' : 'Lyon' }),
      ),
  ],
  [
    'an echo time that tells the class',
    'shortcuts',
    'warning',
    () =>
      said(
        () => true,
        (item) => ({ acquisition: { modality: 'MR', echoTimeMs: sick(item) ? 30 : 25 } }),
      ),
  ],
  [
    'a date that tells the class',
    'shortcuts',
    'warning',
    () =>
      said(
        () => true,
        (item) => ({ date: `20${sick(item) ? '19' : '24'}-03-1${item.id.length}` }),
      ),
  ],
  [
    'a brightness that tells the class',
    'shortcuts',
    'warning',
    () => drawn(sick, (values) => values.map((value) => Math.round(1.6 * value))),
  ],
  [
    'equal images with different labels',
    'contradictory-labels',
    'error',
    () =>
      changed(
        (_, at) => at === 2,
        (sample) => withValues(sample, present(clean[0], 'item').values),
      ),
  ],
  [
    'a subject of two classes',
    'contradictory-labels',
    'warning',
    () =>
      said(
        (_, at) => at === 0,
        () => ({ label: 'sick' }),
      ),
  ],
  [
    'a class in two spellings',
    'contradictory-labels',
    'warning',
    () =>
      said(
        (_, at) => at % 6 === 0,
        ({ label }) => ({ label: label === 'sick' ? 'Sick' : 'healthy' }),
      ),
  ],
  [
    'items without a label',
    'unlabeled-items',
    'warning',
    () => clean.map((sample, at) => (at < 4 ? withoutLabel(sample) : sample)),
  ],
  [
    'a name in the header',
    'identifying-tags',
    'warning',
    unchanged,
    () => ({ identifiers: flagged({ tags: ["Patient's Name (0010,0010)"], privateTags: 0 }) }),
  ],
  [
    'a name burned into the image',
    'burned-in-text',
    'warning',
    () => drawn(first(2), (values) => writeText(values, SIDE, 'DOEJANE', { row: 2, column: 3, level: 900 })),
  ],
  [
    'a name as a folder',
    'telling-names',
    'warning',
    () => said(first(2), () => ({ source: { files: ['Doe^Jane/1.dcm'], bytes: 1, modified: 1 } })),
  ],
];

testFaults(faults);
