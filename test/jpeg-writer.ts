/** Writes bits, the high ones first; behind 0xff comes 0 (ITU-T T.81, F.1.2.3). */
class BitWriter {
  readonly bytes: number[] = [];
  #bits = 0;
  #count = 0;

  write(value: number, size: number): void {
    for (let i = size - 1; i >= 0; i--) {
      this.#bits = (this.#bits << 1) | ((value >> i) & 1);
      if (++this.#count < 8) continue;
      this.bytes.push(this.#bits, ...(this.#bits === 0xff ? [0] : []));
      this.#bits = this.#count = 0;
    }
  }

  /** Fills the last byte with ones, and adds a marker. */
  mark(marker: number): void {
    while (this.#count > 0) this.write(1, 1);
    this.bytes.push(0xff, marker);
  }
}

/** How numbers are coded: every category by the same number of bits. */
const CODE_BITS = 5;

function writeNumber(bits: BitWriter, number: number): void {
  const size = number === 32768 ? 16 : 32 - Math.clz32(Math.abs(number));
  bits.write(size, CODE_BITS);
  if (size > 0 && size < 16) bits.write(number < 0 ? number + 2 ** size - 1 : number, size);
}

function segment(marker: number, ...body: number[]): number[] {
  return [0xff, marker, (body.length + 2) >> 8, (body.length + 2) & 255, ...body];
}

/** A table for categories 0 to 16, each coded by itself. */
function huffmanTable(kind: number): number[] {
  const lengths = Array.from({ length: 16 }, (_, i) => (i + 1 === CODE_BITS ? 17 : 0));
  return segment(0xc4, kind << 4, ...lengths, ...Array.from({ length: 17 }, (_, i) => i));
}

/** An image to write. */
export interface JpegToWrite {
  readonly rows: number;
  readonly columns: number;
  readonly samples: number;
  readonly bits: number;
  /** Row by row, the samples of a pixel together. */
  readonly values: readonly number[];
  /** After how many rows, of samples or of blocks, a restart marker comes; 0 for never. */
  readonly restartRows: number;
}

function frame(process: number, { rows, columns, samples, bits }: JpegToWrite): number[] {
  const components = Array.from({ length: samples }, (_, i) => [i + 1, 0x11, 0]).flat();
  return segment(process, bits, rows >> 8, rows & 255, columns >> 8, columns & 255, samples, ...components);
}

function scan(samples: readonly number[], selection: number, last: number, shift: number): number[] {
  return segment(0xda, samples.length, ...samples.flatMap((i) => [i + 1, 0]), selection, last, shift);
}

/** A lossless JPEG image: its values without their lowest `shift` bits, in one scan or in one for each component. */
export function losslessJpeg(
  image: JpegToWrite,
  selection: number,
  shift: number,
  together: boolean,
): Uint8Array {
  const { samples, columns, restartRows } = image;
  const all = Array.from({ length: samples }, (_, i) => i);
  const interval = restartRows * columns;
  const bytes = [0xff, 0xd8, ...frame(0xc3, image), ...huffmanTable(0)];
  bytes.push(...segment(0xdd, interval >> 8, interval & 255));
  for (const group of together ? [all] : all.map((i) => [i])) {
    bytes.push(...scan(group, selection, 0, shift), ...losslessScan(image, group, selection, shift));
  }
  return Uint8Array.from([...bytes, 0xff, 0xd9]);
}

function losslessScan(
  image: JpegToWrite,
  group: readonly number[],
  selection: number,
  shift: number,
): number[] {
  const { rows, columns, samples, bits, values, restartRows } = image;
  const writer = new BitWriter();
  const at = (row: number, column: number, sample: number) =>
    (values[(row * columns + column) * samples + sample] ?? 0) >> shift;
  for (let row = 0; row < rows; row++) {
    const first = restartRows > 0 ? row % restartRows === 0 : row === 0;
    if (first && row > 0) writer.mark(0xd0 + ((row / restartRows - 1) % 8));
    for (let column = 0; column < columns; column++) {
      for (const sample of group) {
        const [a, b, c] = [
          at(row, column - 1, sample),
          at(row - 1, column, sample),
          at(row - 1, column - 1, sample),
        ];
        const inside =
          [0, a, b, c, a + b - c, a + ((b - c) >> 1), b + ((a - c) >> 1), (a + b) >> 1][selection] ?? 0;
        const edge = first ? 2 ** (bits - shift - 1) : b;
        const predicted = column === 0 ? edge : first ? a : inside;
        const difference = (at(row, column, sample) - predicted) & 0xffff;
        writeNumber(writer, difference > 32768 ? difference - 65536 : difference);
      }
    }
  }
  writer.mark(0xd9);
  return writer.bytes.slice(0, -2);
}

/** A sequential JPEG image whose blocks are even: a value each, a multiple of 8 from the middle on. */
export function evenBlocksJpeg(image: JpegToWrite): Uint8Array {
  const { rows, columns, samples, bits, values, restartRows } = image;
  const [across, down] = [Math.ceil(columns / 8), Math.ceil(rows / 8)];
  const writer = new BitWriter();
  let before = Array.from({ length: samples }, () => 0);
  for (let block = 0; block < across * down; block++) {
    const [row, column] = [Math.floor(block / across), block % across];
    if (restartRows > 0 && column === 0 && row > 0 && row % restartRows === 0) {
      writer.mark(0xd0 + ((row / restartRows - 1) % 8));
      before = before.map(() => 0);
    }
    for (let sample = 0; sample < samples; sample++) {
      const value = (values[(8 * row * columns + 8 * column) * samples + sample] ?? 0) - 2 ** (bits - 1);
      writeNumber(writer, value - (before[sample] ?? 0));
      writer.write(0, CODE_BITS); // no other coefficients
      before[sample] = value;
    }
  }
  writer.mark(0xd9);
  const interval = restartRows * across;
  const steps = Array.from({ length: 64 }, () => 8); // the first coefficient is 8 times the mean
  const tables = [...segment(0xdb, 0, ...steps), ...huffmanTable(0), ...huffmanTable(1)];
  const restarts = segment(0xdd, interval >> 8, interval & 255);
  const all = Array.from({ length: samples }, (_, i) => i);
  return Uint8Array.from([
    ...[0xff, 0xd8, ...frame(0xc1, image), ...tables, ...restarts],
    ...[...scan(all, 0, 63, 0), ...writer.bytes],
  ]);
}
