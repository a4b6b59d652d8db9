/**
 * The header of each recorded line in a Siemens raw-data file, little-endian (Siemens IDEA, `mdh.h`). Software VB puts
 * one of 128 bytes before each channel; VD, VE and XA one of 192 bytes before each line and 32 bytes before each channel.
 */
export interface LineHeaderLayout {
  /** Of a line's first header. */
  readonly bytes: number;
  /** Between a line's beginning and the header of its first channel. */
  readonly lineBytes: number;
  readonly channelBytes: number;
  /** Where the marks are. */
  readonly flagsAt: number;
  /** Where samples, channels and the loop counters begin: 16-bit numbers. */
  readonly sizesAt: number;
}

/** The layout of software VB and before. */
export const VB_LAYOUT: LineHeaderLayout = {
  bytes: 128,
  lineBytes: 0,
  channelBytes: 128,
  flagsAt: 20,
  sizesAt: 28,
};

/** The layout of software VD, VE and XA. */
export const VD_LAYOUT: LineHeaderLayout = {
  bytes: 192,
  lineBytes: 192,
  channelBytes: 32,
  flagsAt: 40,
  sizesAt: 48,
};

/** The loop counters in their order, and how many there are. */
export const COUNTERS = {
  line: 0,
  average: 1,
  slice: 2,
  partition: 3,
  echo: 4,
  phase: 5,
  repetition: 6,
  set: 7,
  segment: 8,
  ida: 9,
  idb: 10,
  idc: 11,
  idd: 12,
  ide: 13,
} as const;

/** How many loop counters a line has. */
export const COUNTER_COUNT = 14;

/** The marks that matter here, of the 64 bits of `aulEvalInfoMask`. */
export const MARKS = {
  end: 1 << 0,
  realTimeFeedback: 1 << 1,
  highPriorityFeedback: 1 << 2,
  syncData: 1 << 5,
  rawDataCorrection: 1 << 10,
  referencePhaseStabilization: 1 << 14,
  phaseStabilization: 1 << 15,
  phaseCorrection: 1 << 21,
  reference: 1 << 22,
  referenceAndImage: 1 << 23,
  reflected: 1 << 24,
  noise: 1 << 25,
} as const;

/** A header as it stands before a line. */
export interface LineHeader {
  /** The marks of bits 0 to 31. */
  readonly flags: number;
  /** The length that the header itself states, of headers and samples together. */
  readonly statedBytes: number;
  readonly samples: number;
  readonly channels: number;
  readonly counters: Uint16Array;
  /** Which sample is the center of k-space. */
  readonly centerColumn: number;
  /** The line at the center of k-space. */
  readonly centerLine: number;
}

/** The lower 25 bits of the first word. */
const LENGTH_BITS = 0x1ff_ffff;

/** Reads a line's header from its bytes. */
export function readLineHeader(bytes: Uint8Array, layout: LineHeaderLayout): LineHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const { flagsAt, sizesAt } = layout;
  const counters = new Uint16Array(COUNTER_COUNT);
  for (let i = 0; i < COUNTER_COUNT; i++) counters[i] = view.getUint16(sizesAt + 4 + 2 * i, true);
  const afterCounters = sizesAt + 4 + 2 * COUNTER_COUNT;
  return {
    flags: view.getUint32(flagsAt, true),
    statedBytes: view.getUint32(0, true) & LENGTH_BITS,
    samples: view.getUint16(sizesAt, true),
    channels: view.getUint16(sizesAt + 2, true),
    counters,
    centerColumn: view.getUint16(afterCounters + 4, true),
    centerLine: view.getUint16(afterCounters + 16, true),
  };
}

/** How many bytes a line with samples takes, headers included. */
export function lineBytes(
  { samples, channels }: { readonly samples: number; readonly channels: number },
  layout: LineHeaderLayout,
): number {
  return layout.lineBytes + channels * (layout.channelBytes + 8 * samples);
}
