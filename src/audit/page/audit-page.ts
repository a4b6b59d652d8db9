import { type Block, formatNumber, page, type Section, type Table } from '../../report/index.ts';
import type { Audit, Examined } from '../audit.ts';
import { type Finding, GRADES, type Grade, type Picture } from '../finding.ts';
import type { Preview } from '../reading/preview-task.ts';
import { count, listed } from '../words.ts';
import { picturesFigure } from './pictures-figure.ts';

/** What the page needs beside the audit. */
export interface AuditPageOptions {
  /** The slices that findings show; pictures without one are left out. */
  readonly previews: ReadonlyMap<Picture, Preview>;
  /** What made the page, from what, when. */
  readonly footer?: string;
}

const TITLES: Readonly<Record<Grade, string>> = { error: 'Errors', warning: 'Warnings', note: 'Notes' };

const MEANINGS: Readonly<Record<Grade, string>> = {
  error: 'What a study of these data would say is wrong while these stand.',
  warning: 'These may spoil a study: look at each, and decide.',
  note: 'Good to know, and to be said in a report.',
};

/** The audit as a page of its own: no script, nothing loaded; all texts are escaped. */
export function auditPage(audit: Audit, { previews, footer }: AuditPageOptions): string {
  const graded = GRADES.map((grade) => ({
    grade,
    findings: audit.findings.filter((finding) => finding.grade === grade),
  })).filter(({ findings }) => findings.length > 0);
  return page({
    title: `Audit of ${audit.name}`,
    lead: leadOf(audit),
    sections: [
      { title: 'At a glance', blocks: [tiles(audit), ...overview(audit)] },
      ...graded.map(
        ({ grade, findings }): Section => ({
          title: TITLES[grade],
          blocks: [
            { kind: 'prose', text: MEANINGS[grade] },
            ...findings.flatMap((finding) => findingBlocks(finding, previews)),
          ],
        }),
      ),
      { title: 'What was examined', blocks: examinedBlocks(audit.examined) },
    ],
    ...(footer !== undefined && { footer }),
  });
}

function leadOf({ counts, examined }: Audit): string {
  const found = GRADES.filter((grade) => counts[grade] > 0).map((grade) => count(counts[grade], grade));
  const what = found.length > 0 ? `found ${listed(found)}` : 'found nothing to complain of';
  return `${count(examined.checks.length, 'check')} of ${count(examined.items, 'item')} ${what}.`;
}

function tiles({ counts, examined }: Audit): Block {
  const { items, subjects } = examined;
  return {
    kind: 'tiles',
    tiles: [
      { label: 'Errors', value: formatNumber(counts.error) },
      { label: 'Warnings', value: formatNumber(counts.warning) },
      { label: 'Notes', value: formatNumber(counts.note) },
      { label: 'Items', value: formatNumber(items), detail: count(subjects, 'subject') },
    ],
  };
}

/** All findings in a list, when there are too many to see at once. */
function overview({ findings }: Audit): Block[] {
  if (findings.length === 0) {
    return [
      {
        kind: 'prose',
        text: 'No check found anything. That is good, and no proof: a check sees only what it looks for.',
      },
    ];
  }
  return [
    {
      kind: 'table',
      columns: [{ title: 'grade' }, { title: 'finding' }],
      rows: findings.map(({ grade, title }) => [grade, title]),
    },
  ];
}

function findingBlocks(finding: Finding, previews: ReadonlyMap<Picture, Preview>): Block[] {
  const { grade, title, evidence, remedy, pictures = [], check } = finding;
  const figure = picturesFigure(pictures, previews);
  return [
    { kind: 'note', level: grade, title, text: remedy },
    ...evidenceBlocks(evidence, check),
    ...(figure ? [figure] : []),
  ];
}

function evidenceBlocks({ facts, items, count: total, rows }: Finding['evidence'], check: string): Block[] {
  const numbers = Object.entries(facts).map(
    ([name, value]) => `${name} ${typeof value === 'number' ? formatNumber(value) : value}`,
  );
  const more = total > items.length ? ', ...' : '';
  const table: Table | undefined = rows && {
    kind: 'table',
    columns: rows.columns.map((title) => ({ title })),
    rows: rows.cells,
  };
  return [
    {
      kind: 'prose',
      text: [`Check `, { code: check }, numbers.length > 0 ? `: ${numbers.join('; ')}.` : '.'],
    },
    ...(table ? [table] : []),
    ...(!table && items.length > 0
      ? [{ kind: 'prose' as const, text: `Items: ${items.join(', ')}${more}` }]
      : []),
  ];
}

function examinedBlocks({ checks, divisions, kspace, slices, allSlices }: Examined): Block[] {
  const parts =
    divisions === 0 ? 'The data are not divided.' : divisions === 1 ? 'One split.' : `${divisions} folds.`;
  const raw =
    kspace > 0 ? ` ${count(kspace, 'item')} of k-space, of which the middle slice was looked at.` : '';
  return [
    {
      kind: 'prose',
      text: `${parts}${raw} ${slices === allSlices ? 'All' : `${formatNumber(slices)} of ${formatNumber(allSlices)}`} slices were read, of a volume up to eight. Of a sealed test part only hashes and thumbnails were compared: it has not been opened, and the count of its openings has not changed.`,
    },
    {
      kind: 'table',
      columns: [{ title: 'check' }, { title: 'looks for' }, { title: 'findings' }],
      rows: checks.map(({ name, title, findings }) => [name, title, findings]),
    },
  ];
}
