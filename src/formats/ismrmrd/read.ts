import { check, InputError } from '../../util/errors.ts';
import type { ArrayFile, Member, OpenOptions } from '../array/array-file.ts';
import { DTYPE_BYTES } from '../array/dtype.ts';
import { chosenMember } from '../array/members.ts';
import type { Hdf5File } from '../hdf5/file.ts';
import { numericDatasets, plainMember } from '../hdf5/members.ts';
import { slabPieces } from '../hdf5/slabs.ts';
import type { Hdf5Dataset } from '../hdf5/tree.ts';
import { arrangeLines, type LineArrangement, type LineAxis } from '../kspace/arrange-lines.ts';
import { copySamples, lineBlocks, type WantedLine } from '../kspace/line-blocks.ts';
import { linesOfOneSize, type Scan } from '../kspace/lines-of-one-size.ts';
import {
  type AcquisitionIndex,
  COUNTER_NAMES,
  eachRow,
  indexAcquisitions,
  noAcquisitions,
  type RowLayout,
  rowLayout,
  samplesOf,
} from './acquisitions.ts';
import { describeImages, describeLines } from './describe.ts';
import { type IsmrmrdHeader, readHeader } from './header.ts';
import { MARKS, SCAN_NAMES, SCANS, type ScanName } from './scans.ts';

/** Every axis that is counted, outermost first. */
const AXES: readonly LineAxis[] = [
  { axis: 'repetition', counter: COUNTER_NAMES.indexOf('repetition') },
  { axis: 'set', counter: COUNTER_NAMES.indexOf('set') },
  { axis: 'phase', counter: COUNTER_NAMES.indexOf('phase') },
  { axis: 'contrast', counter: COUNTER_NAMES.indexOf('contrast') },
  { axis: 'average', counter: COUNTER_NAMES.indexOf('average') },
  { axis: 'segment', counter: COUNTER_NAMES.indexOf('segment'), label: true },
  { axis: 'slice', counter: COUNTER_NAMES.indexOf('slice') },
  { axis: 'partition', counter: COUNTER_NAMES.indexOf('kspace_encode_step_2') },
  { axis: 'phaseEncode', counter: COUNTER_NAMES.indexOf('kspace_encode_step_1') },
];

/** A table of acquisitions in an HDF5 file. */
export interface AcquisitionTable {
  readonly dataset: Hdf5Dataset;
  readonly layout: RowLayout;
  /** The group it is in, "/dataset". */
  readonly group: string;
}

/** The table of acquisitions by which an HDF5 file is ISMRMRD's, the first of several. */
export function findAcquisitions(file: Hdf5File): AcquisitionTable | undefined {
  for (const dataset of file.tree.datasets) {
    const layout = dataset.path.endsWith('/data') ? rowLayout(dataset) : undefined;
    if (layout) return { dataset, layout, group: dataset.path.slice(0, -'/data'.length) };
  }
  return undefined;
}

interface LinesMember extends Member {
  readonly scan: Scan;
  readonly kind: ScanName;
  readonly arrangement: LineArrangement;
}

/**
 * ISMRM raw data (Inati et al., Magn Reson Med 77:411, 2017) in HDF5: [...loops, slice, partition, phaseEncode, coil,
 * readout], as recorded, acquisitions that are marked as reversed turned. Members are "image", "noise", "calibration" and
 * what else is marked, and the arrays in the file, such as reconstructed images.
 */
export async function openIsmrmrd(
  file: Hdf5File,
  table: AcquisitionTable,
  { member }: OpenOptions,
): Promise<ArrayFile> {
  const { name: where } = file.source;
  await file.checkReadable(table.dataset);
  const acquisitions = await indexAcquisitions(file, table.dataset, table.layout);
  if (acquisitions.index.count === 0) throw noAcquisitions(where);
  const scans = SCAN_NAMES.flatMap((kind) => scanOf(acquisitions, kind));
  const arrays = numericDatasets(file);
  const members = [...scans, ...arrays];
  const chosen = chosenMember(members, member ?? scans[0]?.name, where);
  const { header, warnings } = await headerOf(file, table);
  const shared = {
    format: 'ismrmrd' as const,
    members: members.map(plainMember),
    close: () => file.close(),
  };
  const noted = [...file.tree.warnings, ...warnings];
  if ('scan' in chosen) {
    checkFits(chosen.scan, file);
    const blocks = lineBlocks(where, chosen.arrangement, {
      ...chosen.scan,
      readLines: rowReader(file, table, acquisitions, chosen),
    });
    return { ...shared, ...blocks, ...describeLines(chosen, acquisitions, header, noted) };
  }
  await file.checkReadable(chosen.dataset);
  return {
    ...shared,
    ...describeImages(chosen, header, noted),
    ...slabPieces(file, chosen.dataset, chosen.dtype, 0),
  };
}

/** Samples are never packed: they take as much of the file as the lines' heads say. */
function checkFits({ lines, channels, samples }: Scan, { source }: Hdf5File): void {
  const bytes = lines.length * channels * samples * DTYPE_BYTES.complex64;
  check(bytes <= source.size, () => ({
    where: source.name,
    expected: `${bytes} bytes of samples (${lines.length} lines of ${channels} channels of ${samples})`,
    received: `a file of ${source.size} bytes`,
    remedy: 'It is cut off, or its header is wrong: get it again.',
  }));
}

function scanOf({ index }: AcquisitionIndex, kind: ScanName): LinesMember[] {
  const scan = linesOfOneSize(index, SCANS[kind]);
  if (!scan || scan.samples === 0 || scan.channels === 0) return [];
  const arrangement = arrangeLines(index, scan.lines, { axes: AXES, fromLowest: kind !== 'image' });
  const shape = [...arrangement.shape, scan.channels, scan.samples];
  return [{ name: kind, kind, shape, dtype: 'complex64', scan, arrangement }];
}

/** How to read acquisitions: runs of rows that follow each other are read together. */
function rowReader(
  file: Hdf5File,
  { dataset, layout }: AcquisitionTable,
  { index, rowsAtATime }: AcquisitionIndex,
  { scan }: LinesMember,
) {
  const numbers = 2 * scan.samples * scan.channels;
  return async (wanted: readonly WantedLine[], target: Float32Array) => {
    const sorted = wanted.toSorted((a, b) => a.line - b.line);
    for (let i = 0; i < sorted.length; ) {
      const run = runFrom(sorted, i, rowsAtATime);
      await file.use((session) =>
        eachRow(session, dataset, layout, run[0]?.line ?? 0, run.length, (view, at, row) => {
          const samples = samplesOf(view, at, layout, numbers, file.source.name);
          const to = run[row - (run[0]?.line ?? 0)]?.at ?? 0;
          const reversed = (index.flags(row) & MARKS.reversed) !== 0;
          for (let channel = 0; channel < scan.channels; channel++) {
            const start = channel * 2 * scan.samples;
            copySamples(samples.subarray(start, start + 2 * scan.samples), target, to + start, reversed);
          }
        }),
      );
      i += run.length;
    }
  };
}

/** The lines from one on that are in rows right behind each other. */
function runFrom(sorted: readonly WantedLine[], from: number, most: number): readonly WantedLine[] {
  const first = sorted[from]?.line ?? 0;
  let length = 1;
  while (length < most && sorted[from + length]?.line === first + length) length++;
  return sorted.slice(from, from + length);
}

/** The header; one that cannot be read is no reason to refuse the data. */
async function headerOf(
  file: Hdf5File,
  { group }: AcquisitionTable,
): Promise<{ header?: IsmrmrdHeader; warnings: readonly string[] }> {
  const path = `${group}/xml`;
  const xml = file.dataset(path) && (await file.text(path));
  if (!xml) return { warnings: ['There is no header (xml): what is known of the scan is little.'] };
  try {
    return { header: readHeader(xml, 'xml'), warnings: [] };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { warnings: [`The header cannot be read: ${error.message}`] };
  }
}
