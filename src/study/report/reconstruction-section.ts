import type { Interval } from '../../evaluate/index.ts';
import {
  type Block,
  formatDuration,
  formatFixed,
  formatPercent,
  intervalsFigure,
  type Note,
  type Section,
  type Table,
} from '../../report/index.ts';
import type { ImageAnswers } from '../answers.ts';
import { type Comparison, type QualityName, qualityNames } from '../reconstruction/comparison.ts';
import { parametersText, type ReconstructedSlice } from '../reconstruction/reconstruct-cases.ts';
import type { StudyResult } from '../result.ts';
import { slicesFigure } from './slices-figure.ts';
import { counted, hasSeveralSeeds, trainingName } from './words.ts';

/** Of more subjects than this, the first ones are listed; result.json has all. */
const MOST_CASES = 40;

const TITLES: Readonly<Record<QualityName, string>> = { psnr: 'PSNR (dB)', ssim: 'SSIM', nrmse: 'NRMSE' };

/** A learned reconstruction beside classical ones: on the test part, and elsewhere where that was asked for. */
export async function reconstructionSections(
  { comparison, slices, elsewhere }: ImageAnswers,
  repetitions: StudyResult['repetitions'],
): Promise<Section[]> {
  const title = 'Reconstructions';
  const blocks: Block[] = [
    ...whichTraining(repetitions),

    { kind: 'prose', text: comparison.definition },
    ...(await comparisonBlocks(comparison, slices)),
  ];
  if (!elsewhere) return [{ title, blocks }];
  const other = await comparisonBlocks(elsewhere.comparison, elsewhere.slices);
  const lead: Block = {
    kind: 'prose',
    text: `The same network and the same regularization on ${elsewhere.comparison.data} (${elsewhere.comparison.origin}), which no part of the study has seen.`,
  };
  return [
    { title, blocks },
    { title: 'Generalization', blocks: [lead, ...other] },
  ];
}

/** Of several trainings, the first is shown. */
function whichTraining(repetitions: StudyResult['repetitions']): Block[] {
  const [first] = repetitions;
  if (!first || repetitions.length < 2) return [];
  const name = trainingName(first, hasSeveralSeeds(repetitions));
  const text = `What follows is of ${name}, the first of ${repetitions.length} trainings; result.json has all.`;
  return [{ kind: 'prose', text }];
}

async function comparisonBlocks(
  comparison: Comparison,
  slices: readonly ReconstructedSlice[],
): Promise<Block[]> {
  return [
    ...originNote(comparison),
    methodsTable(comparison),
    ...slices.map(slicesFigure),
    ...(await differenceBlocks(comparison)),
    casesTable(comparison),
    ...tuningNotes(comparison),
  ];
}

/** What numbers of simulated scans are worth. */
function originNote({ origin }: Comparison): Note[] {
  if (origin === 'measured') return [];
  const crimes =
    'k-space was made from magnitude images, which scanners had filtered, interpolated or compressed before: numbers come out too good ("data crimes", Shimron et al. 2022). Confirm them on raw k-space.';
  const simulation =
    'Data were simulated: the numbers hold for the simulation. Confirm them on what was measured.';
  const text = origin === 'simulated' ? simulation : crimes;
  return [{ kind: 'note', level: origin === 'simulated' ? 'note' : 'warning', title: 'Simulated.', text }];
}

function methodsTable({ methods, means, intervals }: Comparison): Table {
  const isTuned = methods.some(({ parameters }) => parameters);
  const level = Object.values(intervals).flatMap((all) => Object.values(all))[0]?.level;
  return {
    kind: 'table',
    caption:
      level === undefined
        ? 'Means over subjects'
        : `Means over subjects, with ${formatPercent(level, 0)} intervals`,
    columns: [
      { title: 'method' },
      ...qualityNames.map((name) => ({ title: TITLES[name] })),
      ...(isTuned ? [{ title: 'λ' }] : []),
      { title: 'per slice' },
    ],
    rows: methods.map(({ name, label, parameters, seconds }) => [
      label,
      ...qualityNames.map((quality) =>
        withInterval(quality, means[name]?.[quality], intervals[name]?.[quality]),
      ),
      ...(isTuned ? [parametersText(parameters)] : []),
      seconds === undefined ? undefined : formatDuration(seconds),
    ]),
  };
}

function withInterval(quality: QualityName, value = Number.NaN, interval?: Interval): string {
  if (!interval) return text(quality, value);
  const range = `(${text(quality, interval.lower)} to ${text(quality, interval.upper)})`;
  return `${text(quality, value)} ${range.replaceAll(' ', '\u00a0')}`;
}

/** Decibels with two decimals, others with four. */
function text(quality: QualityName, value: number): string {
  return formatFixed(value, quality === 'psnr' ? 2 : 4);
}

/** The network against each other method, subject by subject. */
async function differenceBlocks({ methods, differences }: Comparison): Promise<Block[]> {
  const rows = methods.flatMap(({ name, label }) => {
    const interval = differences[name]?.psnr;
    return interval ? [{ ...interval, label: `than ${label}` }] : [];
  });
  if (rows.length === 0) return [];
  const figure = await intervalsFigure({
    rows,
    title: 'How much better the network is, subject by subject',
    xTitle: 'difference in PSNR (dB)',
    format: (value: number) => formatFixed(value, 2),
    reference: { value: 0, label: 'no difference' },
  });
  const table: Table = {
    kind: 'table',
    caption:
      'The network less each other method: means of paired differences, with bootstrap intervals over subjects',
    columns: [{ title: 'network less' }, ...qualityNames.map((name) => ({ title: TITLES[name] }))],
    rows: methods.flatMap(({ name, label }) => {
      const found = differences[name];
      return found
        ? [[label, ...qualityNames.map((q) => withInterval(q, found[q]?.estimate, found[q]))]]
        : [];
    }),
  };
  return [figure, table];
}

function casesTable({ methods, cases }: Comparison): Table {
  const shown = cases.slice(0, MOST_CASES);
  const rest = cases.length - shown.length;
  return {
    kind: 'table',
    caption: `PSNR (dB) and SSIM, subject by subject${rest > 0 ? `; ${counted(rest, 'other')} in result.json` : ''}`,
    columns: [{ title: 'subject' }, { title: 'slices' }, ...methods.map(({ label }) => ({ title: label }))],
    rows: shown.map(({ subject, slices, quality }) => [
      subject,
      slices,
      ...methods.map(({ name }) => {
        const { psnr = Number.NaN, ssim = Number.NaN } = quality[name] ?? {};
        return `${formatFixed(psnr, 2)}\u00a0·\u00a0${formatFixed(ssim, 3)}`;
      }),
    ]),
  };
}

function tuningNotes({ methods }: Comparison): Note[] {
  const warnings = methods.flatMap(({ tuning }) => tuning?.warnings ?? []);
  return warnings.map((text) => ({ kind: 'note', level: 'warning', title: 'Tuning.', text }));
}
