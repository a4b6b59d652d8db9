import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { damaged, readsOrRefuses } from '../../../test/damaged-bytes.ts';
import { dicomBytes, type ElementToWrite, elementBytes } from '../../../test/dicom-bytes.ts';
import { joinBytes } from '../../util/bytes.ts';
import { bytesSource } from '../bytes/source.ts';
import { acquisitionOf } from './acquisition.ts';
import goldens from './data-set.json' with { type: 'json' };
import type { DataSet } from './data-set.ts';
import { readDicomDirectory } from './dicomdir.ts';
import { essentialsOf } from './essentials.ts';
import { layoutOf } from './geometry.ts';
import { readDicom } from './read.ts';
import { sliceHeader } from './slice-header.ts';
import { Tag } from './tags.ts';
import { TransferSyntax } from './transfer-syntax.ts';

const header: readonly ElementToWrite[] = [
  [Tag.Modality, 'CS', 'MR'],
  [Tag.PatientID, 'LO', 'p1'],
  [Tag.SamplesPerPixel, 'US', [1]],
  [Tag.NumberOfFrames, 'IS', '2'],
  [Tag.Rows, 'US', [2]],
  [Tag.Columns, 'US', [3]],
  [Tag.BitsAllocated, 'US', [8]],
];
const pixels: ElementToWrite = [Tag.PixelData, 'OW', new Uint8Array(12).fill(7)];

function read(bytes: Uint8Array, options = {}) {
  return readDicom(bytesSource(bytes, 'scan.dcm'), options);
}

/** A file whose data set is deflated. */
function deflated(elements: readonly ElementToWrite[], more = new Uint8Array(0)): Uint8Array {
  const set = joinBytes([...elements.map(elementBytes), more]);
  return joinBytes([dicomBytes([], TransferSyntax.deflated), deflateRawSync(set)]);
}

/** Pixel data in fragments, the first of which is the offset table. */
function fragments(...parts: readonly Uint8Array[]): Uint8Array {
  const head = elementBytes([Tag.PixelData, 'OB', new Uint8Array(0)]);
  head.set([0xff, 0xff, 0xff, 0xff], 8);
  return joinBytes([
    head,
    ...parts.map((part) => item(part)),
    Uint8Array.of(0xfe, 0xff, 0xdd, 0xe0, 0, 0, 0, 0),
  ]);
}

function item(bytes: Uint8Array): Uint8Array {
  return joinBytes([Uint8Array.of(0xfe, 0xff, 0x00, 0xe0, bytes.length, 0, 0, 0), bytes]);
}

/** Everything that a data set says. */
function walk(set: DataSet): void {
  for (const { tag, items } of set) {
    set.texts(tag);
    set.numbers(tag);
    for (const one of items ?? []) walk(one);
  }
}

/** Reads all there is to read. */
function readAll(bytes: Uint8Array): void {
  const { meta, dataSet } = read(bytes);
  walk(meta);
  walk(dataSet);
  acquisitionOf(dataSet);
  essentialsOf(dataSet);
  layoutOf(dataSet);
  sliceHeader('scan.dcm', dataSet);
}

/** How long this process computes, whatever else the machine does. */
function secondsOf(work: () => void): number {
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
}

describe('readDicom', () => {
  it('finds pixels without reading them', () => {
    const { pixelData, dataSet } = read(dicomBytes([...header, pixels]));
    expect(pixelData).toMatchObject({
      kind: 'native',
      tag: Tag.PixelData,
      vr: 'OW',
      length: 12,
      littleEndian: true,
    });
    expect(dataSet.bytes(Tag.PixelData)).toEqual(new Uint8Array(12).fill(7));
  });

  it('reads the header of a file of 500 MB in a small window', () => {
    const head = dicomBytes([...header, [Tag.PixelData, 'OW', new Uint8Array(0)]]);
    const size = 500_000_000;
    new DataView(head.buffer).setUint32(head.length - 4, size - head.length, true);
    let bytesRead = 0;
    const source = {
      name: 'large.dcm',
      size,
      read(offset: number, length: number) {
        bytesRead += length;
        const bytes = new Uint8Array(length);
        bytes.set(head.subarray(offset, offset + length));
        return bytes;
      },
    };
    expect(readDicom(source, { headerOnly: true }).dataSet.number(Tag.Rows)).toBe(2);
    expect(readDicom(source).pixelData).toMatchObject({ offset: head.length, length: size - head.length });
    expect(bytesRead).toBeLessThan(100_000);
  });

  it('finds fragments by their lengths, whatever is in them', () => {
    const delimiter = Uint8Array.of(1, 2, 0xfe, 0xff, 0xdd, 0xe0, 0, 0, 0, 0);
    const table = Uint8Array.of(0, 0, 0, 0, 18, 0, 0, 0);
    const bytes = joinBytes([
      dicomBytes(header, TransferSyntax.jpegBaseline),
      fragments(table, delimiter, new Uint8Array(4)),
    ]);
    const { pixelData } = read(bytes);
    if (pixelData?.kind !== 'encapsulated') throw new Error('not encapsulated');
    expect(pixelData).toMatchObject({ basicOffsets: [0, 18], cutOff: false });
    expect(pixelData.fragments.map(({ length }) => length)).toEqual([10, 4]);
    const first = pixelData.fragments[0]?.offset ?? 0;
    expect(bytes.subarray(first, first + 10)).toEqual(delimiter);
    expect(read(bytes.subarray(0, first + 5)).pixelData).toMatchObject({ cutOff: true });
  });

  it('reads the extended offset table', () => {
    const offsets = new Uint8Array(BigUint64Array.of(0n, 18n).buffer);
    const lengths = new Uint8Array(BigUint64Array.of(10n, 4n).buffer);
    const tables: readonly ElementToWrite[] = [
      [Tag.ExtendedOffsetTable, 'OV', offsets],
      [Tag.ExtendedOffsetTableLengths, 'OV', lengths],
    ];
    const bytes = joinBytes([
      dicomBytes([...header, ...tables], TransferSyntax.rle),
      fragments(new Uint8Array(0), new Uint8Array(10), new Uint8Array(4)),
    ]);
    expect(read(bytes).pixelData).toMatchObject({
      basicOffsets: [],
      extendedOffsets: [0, 18],
      extendedLengths: [10, 4],
    });
  });

  it('reads pixels that are cut off when they are wanted, and not before', () => {
    const whole = dicomBytes([...header, pixels]);
    const { dataSet } = read(whole.subarray(0, whole.length - 2));
    expect(dataSet.number(Tag.Columns)).toBe(3);
    expect(() => dataSet.bytes(Tag.PixelData)).toThrow('scan.dcm: expected 12 bytes');
  });

  it('names the element at which a file ends', () => {
    const bytes = dicomBytes(header);
    expect(() => read(bytes.subarray(0, bytes.length - 1))).toThrow(
      'scan.dcm: expected 2 bytes for (0028,0100) BitsAllocated (US)',
    );
  });

  it('says so in one line, whatever stands where a VR should', () => {
    const odd: ElementToWrite = [Tag.PatientSex, 'H\n', new Uint8Array(40)];
    const bytes = dicomBytes([...header, odd]);
    expect(() => read(bytes.subarray(0, bytes.length - 1))).toThrow(
      /^scan\.dcm: expected 40 bytes for \(0010,0040\) PatientSex \(H\)[^\n]*$/,
    );
  });

  it('leaves out what cannot be read behind the pixels', () => {
    const { warnings, dataSet } = read(joinBytes([dicomBytes([...header, pixels]), Uint8Array.of(1, 2, 3)]));
    expect(warnings).toEqual([expect.stringContaining('What follows the pixels cannot be read')]);
    expect(dataSet.elements).toHaveLength(header.length + 1);
  });

  it('notices the wrong byte order, and encodings other than declared', () => {
    const little = dicomBytes(header, TransferSyntax.explicitBig);
    expect(read(little)).toMatchObject({ warnings: [expect.stringContaining('byte order')] });
    expect(read(little).dataSet.number(Tag.Columns)).toBe(3);
    const explicit = dicomBytes(header, TransferSyntax.implicitLittle);
    expect(read(explicit).dataSet.number(Tag.Columns)).toBe(3);
  });

  it('warns of a character set that it does not know, and reads Latin-1', () => {
    const name: ElementToWrite = [Tag.PatientName, 'PN', 'Jörg'];
    for (const term of ['KLINGON', 'constructor', 'ISO_IR 9']) {
      const { warnings, dataSet } = read(dicomBytes([[Tag.SpecificCharacterSet, 'CS', term], name]));
      expect(warnings).toEqual([`The character set "${term}" is not known: it is read as Latin-1.`]);
      expect(dataSet.text(Tag.PatientName)).toBe('Jörg');
    }
  });

  it('reads sequences at most 64 levels deep', () => {
    const nested = (depth: number): ElementToWrite =>
      depth === 0 ? [Tag.PatientID, 'LO', 'p'] : [0x00081140, 'SQ', [[nested(depth - 1)]]];
    expect(read(dicomBytes([nested(64)])).dataSet.sequence(0x00081140)).toHaveLength(1);
    expect(() => read(dicomBytes([nested(65)]))).toThrow(
      'scan.dcm: expected sequences nested at most 64 levels deep, received one more, (0008,1140) ReferencedImageSequence',
    );
    const open = Uint8Array.of(
      0x08,
      0,
      0x40,
      0x11,
      0x53,
      0x51,
      0,
      0,
      255,
      255,
      255,
      255,
      0xfe,
      0xff,
      0,
      0xe0,
      255,
      255,
      255,
      255,
    );
    const deep = joinBytes([dicomBytes([]), ...Array.from({ length: 50_000 }, () => open)]);
    expect(() => read(deep)).toThrow('at most 64 levels');
  });

  it('refuses other files, in one line', () => {
    for (const bytes of [
      new Uint8Array(0),
      new Uint8Array(5),
      new Uint8Array(4000),
      Uint8Array.of(0x1f, 0x8b, 8, 8, 1, 2, 3, 4),
    ]) {
      expect(() => read(bytes)).toThrow(/^scan\.dcm: expected a DICOM file[^\n]*$/);
    }
  });

  it('unpacks deflated files only as far as they declare', () => {
    const file = deflated([...header, pixels]);
    expect(read(file).dataSet.bytes(Tag.PixelData)).toEqual(new Uint8Array(12).fill(7));
    expect(read(file, { headerOnly: true }).dataSet.number(Tag.Rows)).toBe(2);
    const bomb = deflated([...header, [Tag.PixelData, 'OW', new Uint8Array(40_000_000)]]);
    expect(read(bomb).dataSet.source.size).toBeLessThan(20_000_000);
    const noPixels = deflated([
      [Tag.PatientID, 'LO', 'p1'],
      [0x00091001, 'UN', new Uint8Array(70_000_000)],
    ]);
    expect(() => read(noPixels)).toThrow('expected a header of at most 67108864 bytes when unpacked');
    expect(() => read(file.subarray(0, file.length - 20))).toThrow(
      'scan.dcm: expected bytes packed by deflate',
    );
  });

  it('is not slowed down by what no scanner writes', () => {
    const many: ElementToWrite[] = Array.from({ length: 100_000 }, () => [
      Tag.SmallestImagePixelValue,
      'UN',
      new Uint8Array(2),
    ]);
    const items: ElementToWrite = [0x00081140, 'SQ', Array.from({ length: 50_000 }, () => [])];
    const frames: ElementToWrite = [Tag.NumberOfFrames, 'IS', '2147483647'];
    const bytes = dicomBytes([...many, items, frames]);
    expect(secondsOf(() => readAll(bytes))).toBeLessThan(5);
  });

  it('reads or refuses damaged files, never else', () => {
    const kinds = [
      'implicit',
      'explicit',
      'big-endian',
      'deflated',
      'undefined-explicit',
      'encapsulated',
    ] as const;
    for (const kind of [...kinds, 'japanese' as const, 'korean' as const]) {
      const good = new Uint8Array(Buffer.from(goldens.small[kind].file, 'base64')).subarray(128);
      fc.assert(
        fc.property(damaged(good), (bytes) => {
          readsOrRefuses(() => readAll(joinBytes([new Uint8Array(128), bytes])));
          readsOrRefuses(() => readDicomDirectory(bytesSource(bytes, 'DICOMDIR')));
        }),
        { numRuns: 300 },
      );
    }
  });
});
