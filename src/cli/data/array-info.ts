import type { ArrayHeader } from '../../data/reading/array-header.ts';
import type { Inspection } from '../../data/reading/inspect.ts';
import { formatNumber } from '../../report/index.ts';
import { textTable } from '../text-table.ts';
import {
  axisWords,
  dtypeWords,
  formatWords,
  orientationText,
  shapeText,
  spacingText,
  valuesText,
} from './array-words.ts';

/** An array as `data info --json` promises it: what is not known is null. */
export function arrayJson({ header, statistics, hash }: Pick<Inspection, 'header'> & Partial<Inspection>) {
  const { format, shape, axes, dtype, geometry, orientation, unit, members, warnings, essentials } = header;
  const number = (value = Number.NaN) => (Number.isFinite(value) ? value : null);
  return {
    format,
    shape,
    dtype,
    spacing: geometry?.spacing.map((length) => number(length)) ?? null,
    orientation: orientation ?? null,
    min: number(statistics?.min),
    max: number(statistics?.max),
    mean: number(statistics?.mean),
    deviation: number(statistics?.deviation),
    nonFinite: number(statistics?.nonFinite),
    axes,
    unit: unit ?? null,
    members,
    warnings,
    essentials: Object.fromEntries(essentials),
    hash: hash ?? null,
  };
}

/** An array as a screen for people; without statistics it says nothing of the values. */
export function arrayScreen(
  name: string,
  { header, statistics }: Pick<Inspection, 'header'> & Partial<Pick<Inspection, 'statistics'>>,
): string {
  const { format, dtype, geometry, orientation, essentials, warnings } = header;
  const rows = [
    ['what', `${formatWords(format)}, ${dtypeWords(dtype)}`],
    ['shape', shapeWords(header)],
    ...(geometry ? [['spacing', spacingText(geometry.spacing)]] : []),
    ...(geometry && orientation !== undefined ? [['orientation', orientationOf(header)]] : []),
    ...(statistics ? valueRows(header, statistics) : []),
    ...essentials.map(([key, value]) => [key, value]),
    ...warnings.map((warning) => ['warning', warning]),
  ];
  return [name, textTable(rows), ...membersText(header)].join('\n');
}

function valueRows({ dtype, unit }: ArrayHeader, statistics: Inspection['statistics']): string[][] {
  const { nonFinite } = statistics;
  return [
    ['values', `${dtype.startsWith('complex') ? 'magnitudes ' : ''}${valuesText(statistics, unit)}`],
    ...(nonFinite > 0
      ? [['', `${formatNumber(nonFinite)} ${nonFinite === 1 ? 'is' : 'are'} NaN or infinite`]]
      : []),
  ];
}

function shapeWords({ shape, axes }: ArrayHeader): string {
  const isKnown = axes.some((axis) => axis !== 'other');
  const words = isKnown ? axes.map(axisWords).join(' × ') : '';
  return `${shapeText(shape)}${words ? `  (${words})` : ''}`;
}

function orientationOf({ geometry, orientation = '', axes }: ArrayHeader): string {
  return orientationText(
    orientation,
    (geometry?.axes ?? []).map((axis) => axes[axis] ?? 'other'),
  );
}

function membersText({ members }: ArrayHeader): string[] {
  if (members.length < 2) return [];
  const rows = members.map(({ name, shape, dtype }) => [name, shapeText(shape), dtype]);
  return ['', '  arrays in the file, for --member:', textTable(rows).replaceAll(/^/gm, '  ')];
}
