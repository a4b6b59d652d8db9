import type { Shape } from '../graph/index.ts';
import type { ReceptiveField } from './receptive-field.ts';
import type { Summary, SummaryRow } from './summary.ts';

const HEADER = ['Layer', 'Output', 'Parameters', 'FLOPs', 'Memory', 'Field'];

/** Widths of the columns; with two spaces between them they fill 80. */
const WIDTHS = [24, 15, 10, 6, 7, 8] as const;

/** Layers and outputs are words, read from the left; the rest is numbers, compared from the right. */
const NUMBERS_FROM = 2;

/** A summary as a table of at most 80 columns. */
export function summaryTable(summary: Omit<Summary, 'text'>): string {
  const { model, batchSize, rows, parameters, operations, bytes } = summary;
  const rule = '─'.repeat(80);
  const fixed = parameters.notTrainable;
  const trained =
    fixed === 0 ? 'all trainable' : `${whole(parameters.trainable)} trainable, ${whole(fixed)} not`;
  return [
    batchSize === 1 ? model : `${model}, batches of ${batchSize}`,
    rule,
    line(HEADER),
    rule,
    ...rows.map((row) => line(cells(row))),
    rule,
    `Parameters  ${whole(parameters.trainable + fixed)} (${trained})`,
    `FLOPs       ${short(operations)} for one item forward, about ${short(3 * operations)} to train on it`,
    `Memory      ${short(bytes.activations, 'B')} activations, ${short(bytes.weights, 'B')} weights, ` +
      `${short(bytes.optimizer, 'B')} optimizer`,
    'Field       receptive field: how many input positions one output may depend on',
  ].join('\n');
}

function cells(row: SummaryRow): string[] {
  return [
    shortened(row.layer, WIDTHS[0]),
    shapeText(row.outputShape),
    row.parameters === 0 ? '' : whole(row.parameters),
    row.operations === 0 ? '' : short(row.operations),
    short(row.activationBytes, 'B'),
    fieldText(row.receptiveField),
  ];
}

function line(texts: readonly string[]): string {
  const padded = WIDTHS.map((width, i) => {
    const text = texts[i] ?? '';
    return i < NUMBERS_FROM ? text.padEnd(width) : text.padStart(width);
  });
  return padded.join('  ').trimEnd();
}

function shortened(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, width - 1)}…`;
}

/** `256 × 128 × 128`, or without spaces where a volume leaves no room for them. */
function shapeText(shape: Shape): string {
  const wide = shape.join(' × ');
  return wide.length <= WIDTHS[1] ? wide : shape.join('×');
}

function fieldText(field: ReceptiveField): string {
  if (field === 'everything') return 'all';
  if (field === undefined) return '';
  const [first = 1] = field;
  return field.every((size) => size === first) ? `${first}` : field.join('×');
}

function whole(number: number): string {
  return number.toLocaleString('en-US');
}

/** Three digits, a prefix and a unit: 61.7 kB. */
function short(number: number, unit = ''): string {
  const prefixes = ['', 'k', 'M', 'G', 'T', 'P'];
  const power = Math.min(prefixes.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, number)) / 3)));
  const scaled = number / 1000 ** power;
  const digits = power === 0 || scaled >= 100 ? 0 : scaled >= 10 ? 1 : 2;
  return `${scaled.toFixed(digits)} ${prefixes[power]}${unit}`.trimEnd();
}
