import { check, InputError } from '../../util/errors.ts';
import type { Hdf5File } from '../hdf5/file.ts';
import type { Hdf5Field, Hdf5Type } from '../hdf5/library.ts';
import type { Hdf5Session } from '../hdf5/session.ts';
import type { Hdf5Dataset } from '../hdf5/tree.ts';
import { LineIndex } from '../kspace/line-index.ts';
import { SCANS } from './scans.ts';

/** The loop counters of an acquisition in the order of `EncodingCounters` (ismrmrd.h); eight more are the user's. */
export const COUNTER_NAMES = [
  'kspace_encode_step_1',
  'kspace_encode_step_2',
  'average',
  'slice',
  'contrast',
  'phase',
  'repetition',
  'set',
  'segment',
] as const;

const COUNTER_COUNT = COUNTER_NAMES.length;

/** How many bytes of samples are read at a time. */
const MOST_BYTES = 1 << 24;
/** How many rows are read before their size is known, and at most. */
const [FIRST_ROWS, MOST_ROWS] = [8, 4096];

/** Where the fields of a row are, in bytes. */
export interface RowLayout {
  readonly size: number;
  readonly flags: number;
  readonly samples: number;
  readonly channels: number;
  readonly centerSample: number;
  readonly trajectoryDimensions: number;
  readonly counters: readonly number[];
  /** Where length and place of the samples are. */
  readonly data: number;
}

/** The layout of a table of acquisitions; `undefined` where a dataset is none. */
export function rowLayout({
  metadata: { type, size, shape, compound_type },
}: Hdf5Dataset): RowLayout | undefined {
  const head = field(compound_type?.members, 'head');
  const data = field(compound_type?.members, 'data');
  const inner = head?.compound_type?.members;
  const idx = field(inner, 'idx');
  if (type !== COMPOUND || !head || !idx || !isFloats(data) || shape?.length !== 1) return undefined;
  const at = (name: string) => {
    const found = field(inner, name);
    return found && head.offset + found.offset;
  };
  const counterAt = (name: string) => {
    const found = field(idx.compound_type?.members, name);
    return found && head.offset + idx.offset + found.offset;
  };
  const places = {
    flags: at('flags'),
    samples: at('number_of_samples'),
    channels: at('active_channels'),
    centerSample: at('center_sample'),
    trajectoryDimensions: at('trajectory_dimensions'),
  };
  const counters = COUNTER_NAMES.map(counterAt).filter((place) => place !== undefined);
  if (!isComplete(places) || counters.length !== COUNTER_COUNT) return undefined;
  return { size, data: data.offset, counters, ...places };
}

const [COMPOUND, VARIABLE_LENGTH, FLOAT] = [6, 9, 1];

function field(members: readonly Hdf5Field[] | undefined, name: string): Hdf5Field | undefined {
  return members?.find((member) => member.name === name);
}

function isFloats(data: Hdf5Field | undefined): data is Hdf5Field {
  const base: Hdf5Type | undefined = data?.vlen_type;
  return data?.type === VARIABLE_LENGTH && base?.type === FLOAT && base.size === 4;
}

type Places = Omit<RowLayout, 'size' | 'data' | 'counters'>;

function isComplete(places: { [K in keyof Places]: Places[K] | undefined }): places is Places {
  return Object.values(places).every((place) => place !== undefined);
}

/** What a pass over all acquisitions finds. */
export interface AcquisitionIndex {
  readonly index: LineIndex;
  /** How many numbers give a sample's place in k-space, where trajectories are kept. */
  readonly trajectoryDimensions: number;
  /** The sample at the center of k-space, of the first line of images. */
  readonly centerSample: number | undefined;
  /** How many rows are best read at a time. */
  readonly rowsAtATime: number;
}

/** Indexes a table of acquisitions by their heads, some rows at a time. */
export async function indexAcquisitions(
  file: Hdf5File,
  dataset: Hdf5Dataset,
  layout: RowLayout,
): Promise<AcquisitionIndex> {
  const index = new LineIndex(COUNTER_COUNT);
  const rows = dataset.metadata.shape?.[0] ?? 0;
  let [largest, trajectoryDimensions] = [0, 0];
  let centerSample: number | undefined;
  const rowsAtATime = () => Math.max(1, Math.min(MOST_ROWS, Math.floor(MOST_BYTES / Math.max(1, largest))));
  for (let row = 0; row < rows; ) {
    const count = Math.min(rows - row, row === 0 ? FIRST_ROWS : rowsAtATime());
    await file.use((session) =>
      eachRow(session, dataset, layout, row, count, (view, at, position) => {
        const head = headAt(view, at, layout, position);
        index.add(head);
        largest = Math.max(largest, 8 * head.samples * head.channels + layout.size);
        trajectoryDimensions = Math.max(
          trajectoryDimensions,
          view.getUint16(at + layout.trajectoryDimensions, true),
        );
        if (SCANS.image(head.flags)) centerSample ??= view.getUint16(at + layout.centerSample, true);
      }),
    );
    row += count;
  }
  return { index, trajectoryDimensions, centerSample, rowsAtATime: rowsAtATime() };
}

function headAt(view: DataView, at: number, layout: RowLayout, position: number) {
  return {
    position,
    flags: view.getUint32(at + layout.flags, true),
    samples: view.getUint16(at + layout.samples, true),
    channels: view.getUint16(at + layout.channels, true),
    counters: layout.counters.map((place) => view.getUint16(at + place, true)),
  };
}

/** Reads rows, and shows each, with a view of the library's memory in which it and its samples are. */
export function eachRow(
  session: Hdf5Session,
  { path, metadata }: Hdf5Dataset,
  layout: RowLayout,
  first: number,
  count: number,
  show: (view: DataView, at: number, row: number) => void,
): void {
  session.readPointers(path, metadata, { start: [first], count: [count] }, (bytes) => {
    const view = new DataView(bytes.buffer);
    for (let i = 0; i < count; i++) show(view, bytes.byteOffset + i * layout.size, first + i);
  });
}

/**
 * The samples of the row at a place of the library's memory.
 *
 * @throws InputError where there are not as many as its head says.
 */
export function samplesOf(
  view: DataView,
  at: number,
  layout: RowLayout,
  expected: number,
  where: string,
): Float32Array {
  const [length, place] = [
    view.getUint32(at + layout.data, true),
    view.getUint32(at + layout.data + 4, true),
  ];
  check(length === expected && place + 4 * length <= view.byteLength, () => ({
    where,
    expected: `${expected} numbers in an acquisition, as its head says`,
    received: `${length}`,
    remedy: 'The file is damaged.',
  }));
  return new Float32Array(view.buffer, place, length);
}

/** A file with a table of acquisitions that holds none. */
export function noAcquisitions(where: string): InputError {
  return new InputError({ where, expected: 'at least one acquisition', received: 'an empty table' });
}
