import { type SeriesFinding, volumesOf } from './series-volumes.ts';
import type { SliceHeader } from './slice-header.ts';
import type { SeriesVolume } from './volume-geometry.ts';

/** A series: the volumes in it, and what is wrong with it. */
export interface SortedSeries {
  readonly patient: string;
  readonly study: string;
  /** The series' UID. */
  readonly series: string;
  readonly description?: string;
  readonly modality?: string;
  readonly volumes: readonly SeriesVolume[];
}

/** A folder's headers, sorted. */
export interface SortedFolder {
  /** By patient, study, and the series' number. */
  readonly series: readonly SortedSeries[];
  readonly findings: readonly SeriesFinding[];
}

/**
 * Sorts headers in any order into series, and each series into volumes by geometry: slices by their position along the
 * normal; apart what differs in orientation, matrix or spacing; and apart, where several slices are at the same place,
 * what differs in echo time, time, diffusion weighting and the like. Nothing is left out silently: gaps, duplicates,
 * mixtures and two patients under one number are findings.
 *
 * @example const { series, findings } = sortSeries(files.map(({ name, dataSet }) => sliceHeader(name, dataSet)));
 */
export function sortSeries(headers: readonly SliceHeader[]): SortedFolder {
  const ordered = headers.toSorted(byNumber);
  const findings: SeriesFinding[] = [...sharedSeries(ordered), ...sharedIds(ordered)];
  const series: SortedSeries[] = [];
  for (const members of Map.groupBy(ordered, seriesKey).values()) {
    const sorted = volumesOf(members);
    findings.push(...sorted.findings);
    const [first] = members;
    if (first && sorted.volumes.length > 0) series.push({ ...described(first), volumes: sorted.volumes });
  }
  return { series, findings };
}

function described({ patient, study, series, description, modality }: SliceHeader) {
  return {
    patient: patient.id,
    study,
    series,
    ...(description !== undefined && { description }),
    ...(modality !== undefined && { modality }),
  };
}

function seriesKey({ patient, study, series }: SliceHeader): string {
  return JSON.stringify([patient.id, study, series]);
}

/** One order for all orders in which a folder may list its files. */
function byNumber(a: SliceHeader, b: SliceHeader): number {
  return (
    compared(a.patient.id, b.patient.id) ||
    compared(a.study, b.study) ||
    (a.seriesNumber ?? 0) - (b.seriesNumber ?? 0) ||
    compared(a.series, b.series) ||
    (a.instanceNumber ?? 0) - (b.instanceNumber ?? 0) ||
    compared(a.name, b.name)
  );
}

function compared(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Series that claim to be of several patients. */
function sharedSeries(headers: readonly SliceHeader[]): readonly SeriesFinding[] {
  const bySeries = Map.groupBy(headers, ({ series }) => series);
  return [...bySeries].flatMap(([series, members]): SeriesFinding[] => {
    const ids = new Set(members.map(({ patient }) => patient.id));
    if (ids.size < 2 || series === '') return [];
    const names = members.map(({ name }) => name);
    return [{ kind: 'two-patients', series, names, what: `${ids.size} patient IDs under one series` }];
  });
}

/** Patient IDs under which several people go: by their dates of birth, or names. */
function sharedIds(headers: readonly SliceHeader[]): readonly SeriesFinding[] {
  const byId = Map.groupBy(headers, ({ patient }) => patient.id);
  return [...byId].flatMap(([id, members]): SeriesFinding[] => {
    const births = distinct(members.map(({ patient }) => patient.birthDate ?? ''));
    const people = distinct(members.map(({ patient }) => plainName(patient.name)));
    if (id === '' || (births < 2 && people < 2)) return [];
    const what = `${births > 1 ? `${births} dates of birth` : `${people} names`} under one patient ID`;
    return [{ kind: 'two-patients', series: '', names: members.map(({ name }) => name), what }];
  });
}

/** How many different texts there are, without the empty one. */
function distinct(values: readonly string[]): number {
  return new Set(values.filter((value) => value !== '')).size;
}

/** A name without what differs between one system's spelling and another's. */
function plainName(name: string): string {
  return (name.split('=')[0] ?? '')
    .toUpperCase()
    .split(/[\^\s,]+/)
    .filter((part) => part !== '')
    .sort()
    .join(' ');
}
