/**
 * Reads TensorBoard's event files byte by byte, by the published formats alone (TFRecord, protocol buffers, event.proto,
 * summary.proto), so that tests need not trust what writes them.
 */

/** A value of a summary, as far as tests look at it. */
export interface ReadValue {
  readonly tag: string;
  readonly scalar?: number;
  readonly image?: {
    readonly height: number;
    readonly width: number;
    readonly colorspace: number;
    readonly png: Uint8Array;
  };
  readonly histogram?: Readonly<Record<'min' | 'max' | 'num' | 'sum' | 'sumSquares', number>> & {
    readonly limits: readonly number[];
    readonly buckets: readonly number[];
  };
}

/** An event. */
export interface ReadEvent {
  /** In seconds. */
  readonly wallTime: number;
  readonly step: number;
  readonly fileVersion?: string;
  readonly values?: readonly ReadValue[];
}

/** The events of a file. @throws Error where a checksum is another. */
export function eventsIn(file: Uint8Array): ReadEvent[] {
  const events: ReadEvent[] = [];
  for (let at = 0; at < file.length; ) {
    const length = Number(viewOf(file).getBigUint64(at, true));
    checkCrc(file, at, 8);
    checkCrc(file, at + 12, length);
    events.push(eventOf(file.subarray(at + 12, at + 12 + length)));
    at += length + 16;
  }
  return events;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Bit by bit, by Castagnoli's polynomial; masked as in TensorFlow's crc32c.h. */
function checkCrc(file: Uint8Array, start: number, length: number): void {
  let crc = 0xffffffff;
  for (const byte of file.subarray(start, start + length)) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0x82f63b78 : crc >>> 1;
  }
  crc = (crc ^ 0xffffffff) >>> 0;
  const masked = (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0;
  const kept = viewOf(file).getUint32(start + length, true);
  if (kept !== masked) throw new Error(`the checksum at byte ${start + length} is ${kept}, not ${masked}`);
}

/** The fields of a message by number: varints as numbers, everything else as bytes. */
function fieldsOf(bytes: Uint8Array): Map<number, (number | Uint8Array)[]> {
  const fields = new Map<number, (number | Uint8Array)[]>();
  let at = 0;
  const varint = () => {
    for (let [value, scale] = [0, 1]; ; scale *= 128) {
      const byte = bytes[at++] ?? 0;
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  };
  while (at < bytes.length) {
    const key = varint();
    const kind = key & 7;
    if (![0, 1, 2, 5].includes(kind)) throw new Error(`wire type ${kind}`);
    const size = kind === 2 ? varint() : kind === 1 ? 8 : 4;
    const value = kind === 0 ? varint() : bytes.subarray(at, at + size);
    if (kind !== 0) at += size;
    fields.set(key >> 3, [...(fields.get(key >> 3) ?? []), value]);
  }
  return fields;
}

type Fields = ReturnType<typeof fieldsOf>;

function bytesAt(fields: Fields, field: number): Uint8Array | undefined {
  const value = fields.get(field)?.[0];
  return value instanceof Uint8Array ? value : undefined;
}

function numberAt(fields: Fields, field: number): number {
  const value = fields.get(field)?.[0] ?? 0;
  return value instanceof Uint8Array ? (doublesOf(value)[0] ?? 0) : value;
}

function doublesOf(bytes: Uint8Array = new Uint8Array()): number[] {
  return Array.from({ length: bytes.length / 8 }, (_, i) => viewOf(bytes).getFloat64(8 * i, true));
}

function textOf(bytes: Uint8Array | undefined): string {
  return new TextDecoder().decode(bytes);
}

function eventOf(bytes: Uint8Array): ReadEvent {
  const fields = fieldsOf(bytes);
  const [version, summary] = [bytesAt(fields, 3), bytesAt(fields, 5)];
  const values =
    summary &&
    (fieldsOf(summary).get(1) ?? []).flatMap((one) => (one instanceof Uint8Array ? readValue(one) : []));
  return {
    wallTime: numberAt(fields, 1),
    step: numberAt(fields, 2),
    ...(version && { fileVersion: textOf(version) }),
    ...(values && { values }),
  };
}

function readValue(bytes: Uint8Array): ReadValue {
  const fields = fieldsOf(bytes);
  const tag = textOf(bytesAt(fields, 1));
  const [scalar, image, histogram] = [2, 4, 5].map((field) => bytesAt(fields, field));
  if (scalar) return { tag, scalar: viewOf(scalar).getFloat32(0, true) };
  if (image) return { tag, image: imageOf(fieldsOf(image)) };
  return { tag, ...(histogram && { histogram: histogramOf(fieldsOf(histogram)) }) };
}

function imageOf(fields: Fields): Required<ReadValue>['image'] {
  const [height = 0, width = 0, colorspace = 0] = [1, 2, 3].map((field) => numberAt(fields, field));
  return { height, width, colorspace, png: bytesAt(fields, 4) ?? new Uint8Array() };
}

function histogramOf(fields: Fields): Required<ReadValue>['histogram'] {
  const [min = 0, max = 0, num = 0, sum = 0, sumSquares = 0] = [1, 2, 3, 4, 5].map((field) =>
    numberAt(fields, field),
  );
  const [limits = [], buckets = []] = [6, 7].map((field) => doublesOf(bytesAt(fields, field)));
  return { min, max, num, sum, sumSquares, limits, buckets };
}
