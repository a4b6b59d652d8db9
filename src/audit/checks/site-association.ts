import type { Item } from '../../data/manifest/item.ts';
import type { AuditCheck } from '../audit-check.ts';
import type { AuditInput } from '../audit-input.ts';
import { evidenceOf, type Finding } from '../finding.ts';
import { contingency } from '../statistics/contingency.ts';
import { classesOf, mostCommon, subjectsOf } from '../subjects.ts';
import { short } from '../words.ts';

/** More sites or scanners than this are no groups. */
const MOST_GROUPS = 40;
/** Chance alone would give the association less often than this, and it is at least so strong (Cramér's V). */
const UNLIKELY = 1e-3;
const STRONG = 0.4;

/** Classes that come from other sites or scanners than the rest. */
export const siteAssociation: AuditCheck = {
  name: 'site-association',
  title: 'Whether site or scanner tell the class',
  run(input) {
    if (classesOf(input).length < 2) return [];
    return [
      ...associated(input, 'site', ({ site }) => site),
      ...associated(input, 'scanner', ({ scanner, acquisition }) => acquisition.model ?? scanner),
    ];
  },
};

function associated(input: AuditInput, what: string, groupOf: (item: Item) => string | undefined): Finding[] {
  const pairs = subjectsOf(input).flatMap(({ items, label }) => {
    const group = mostCommon(items.map(groupOf));
    return label === undefined || group === undefined ? [] : [[label, group] as const];
  });
  const table = contingency(pairs);
  if (table.columns.length > MOST_GROUPS || table.pValue >= UNLIKELY || table.association < STRONG) return [];
  return [
    {
      check: 'site-association',
      grade: 'warning',
      title: `The ${what} says much of the class: Cramér's V is ${short(table.association)} over ${pairs.length} subjects.`,
      evidence: {
        ...evidenceOf([], { "Cramér's V": short(table.association), p: short(table.pValue) }, pairs.length),
        rows: {
          columns: ['class', ...table.columns.map((group) => `subjects, ${group}`)],
          cells: table.rows.map((name, row) => [name, ...(table.counts[row] ?? [])]),
        },
      },
      remedy: `A network can learn to tell the ${what} instead of the disease: collect every class at every ${what}, or test on a ${what} that is left out (leave-one-${what}-out).`,
    },
  ];
}
