import { formatNumber } from '../report/numbers.ts';
import { clean, paint, shorten, width } from './terminal-text.ts';

const LONGEST_BAR = 32;
const SHORTEST_BAR = 6;
/** Below this width, words and padding are saved. */
const NARROW = 60;

/** What one line of progress shows. */
export interface ProgressState {
  /** Units done so far. */
  readonly done: number;
  /** The epoch under way, from 1. */
  readonly epoch?: number | undefined;
  /** Values to show, the most important first. */
  readonly metrics?: Readonly<Record<string, number>> | undefined;
  readonly label: string;
  readonly total: number;
  readonly unit: string;
  readonly epochs?: number | undefined;
  /** Units a second; NaN while unknown. */
  readonly rate: number;
}

/** The line of a terminal that is `columns` wide: what matters least is left out where there is no room. */
export function progressLine(state: ProgressState, columns: number, color = false): string {
  const narrow = columns < NARROW;
  const gap = narrow ? ' ' : '  ';
  const room = columns - 1;
  const label = shorten(state.label, Math.max(8, Math.floor(room / 3)));
  const parts = fitting(segments(state, narrow), room - width(label) - 2 * gap.length - SHORTEST_BAR, gap);
  const used = width([label, '', ...parts].join(gap));
  const bar = drawBar(shareOf(state), Math.min(LONGEST_BAR, room - used), color);
  return bar ? [label, bar, ...parts].join(gap) : shorten([label, ...parts].join(gap), room);
}

/** The same as plain text, all of it, for where there is no terminal. */
export function plainLine(state: ProgressState): string {
  const left = timeLeft(state);
  const parts = [
    percentText(state),
    epochText(state),
    ...metricTexts(state),
    rateText(state),
    left && `${left} left`,
  ];
  const shown = parts.map((part) => part.trim()).filter((part) => part !== '');
  return `${state.label}: ${shown.join(', ')}`;
}

interface Segment {
  readonly text: string;
  /** The smaller, the longer it stays. */
  readonly rank: number;
}

function segments(state: ProgressState, narrow: boolean): readonly Segment[] {
  const [first, ...others] = metricTexts(state).map((text) => (narrow ? text.trimEnd() : text));
  const left = timeLeft(state);
  const all = [
    { text: percentText(state), rank: 1 },
    { text: epochText(state), rank: 4 },
    { text: first ?? '', rank: 3 },
    ...others.map((text, i) => ({ text, rank: 6 + i })),
    { text: rateText(state), rank: 5 },
    { text: left && !narrow ? `${left} left` : left, rank: 2 },
  ];
  return all.filter((segment) => segment.text !== '');
}

/** The texts of the most important segments that fit into `room` columns, in their order. */
function fitting(all: readonly Segment[], room: number, gap: string): readonly string[] {
  const lengthOf = (some: readonly Segment[]): number =>
    width(some.map((segment) => gap + segment.text).join(''));
  let kept = all;
  while (kept.length > 1 && lengthOf(kept) > room) {
    const last = Math.max(...kept.map((segment) => segment.rank));
    kept = kept.filter((segment) => segment.rank !== last);
  }
  return kept.map((segment) => segment.text);
}

function shareOf({ done, total }: ProgressState): number {
  return total > 0 ? Math.min(1, Math.max(0, done / total)) : 0;
}

function percentText(state: ProgressState): string {
  if (!(state.total > 0)) return `${formatNumber(state.done)} ${state.unit}`;
  return `${Math.floor(100 * shareOf(state))} %`.padStart(5);
}

function epochText({ epoch, epochs }: ProgressState): string {
  return epoch === undefined ? '' : `epoch ${epoch}${epochs === undefined ? '' : `/${epochs}`}`;
}

function metricTexts({ metrics = {} }: ProgressState): readonly string[] {
  return Object.entries(metrics).map(([name, value]) => `${clean(name)} ${formatMetric(value).padEnd(6)}`);
}

/** Four significant digits at most, so that the line does not twitch; a diverged loss reads NaN, not a dash. */
function formatMetric(value: number): string {
  return Number.isFinite(value) ? formatNumber(value) : String(value);
}

function rateText({ rate, unit }: ProgressState): string {
  return rate > 0 ? `${formatNumber(Number(rate.toPrecision(3)))} ${unit}/s` : '';
}

/** The time left as m:ss or h:mm:ss, or nothing where it is not known. */
function timeLeft({ done, total, rate }: ProgressState): string {
  const seconds = Math.round((total - done) / rate);
  if (!(seconds >= 0 && seconds < 100 * 3600)) return '';
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const tail = String(seconds % 60).padStart(2, '0');
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${tail}` : `${minutes}:${tail}`;
}

function drawBar(share: number, length: number, color: boolean): string {
  if (length < SHORTEST_BAR) return '';
  const filled = Math.floor(share * length);
  const [done, rest] = ['━'.repeat(filled), '─'.repeat(length - filled)];
  return color ? paint(done, 36) + paint(rest, 90) : done + rest;
}
