import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { damaged, readsOrRefuses } from '../../../test/damaged-bytes.ts';
import { type WrittenEntry, writeZip } from '../../../test/zip-writer.ts';
import { InputError } from '../../util/errors.ts';
import { bytesSource } from '../bytes/source.ts';
import { readZip } from './zip.ts';

const TEXT = new TextEncoder().encode('echo train '.repeat(30));

function entriesOf(bytes: Uint8Array) {
  return readZip(bytesSource(bytes, 'a.zip'));
}

/** Every entry's name and bytes. */
function contentOf(bytes: Uint8Array): [string, number[]][] {
  return entriesOf(bytes).map((entry) => {
    const source = entry.open();
    const content = [...source.read(0, source.size)];
    source.finish?.();
    return [entry.name, content];
  });
}

describe('readZip', () => {
  it('reads what was packed, stored or deflated, with ZIP64 fields or without', () => {
    const entry = fc.record({ bytes: fc.uint8Array({ maxLength: 200 }), stored: fc.boolean() });
    const comment = fc.string({ maxLength: 9, unit: 'grapheme-ascii' });
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 5 }), fc.boolean(), comment, (entries, wide, comment) => {
        const named = entries.map((entry, at) => ({ name: `folder ${at}/größe.npy`, ...entry }));
        expect(contentOf(writeZip(named, wide, comment))).toEqual(
          named.map(({ name, bytes }) => [name, [...bytes]]),
        );
      }),
      { numRuns: 200 },
    );
  });

  it('leaves folders out', () => {
    const folder = { name: 'images/', bytes: new Uint8Array(0), stored: true };
    expect(contentOf(writeZip([folder, { name: 'images/a', bytes: TEXT }]))).toEqual([
      ['images/a', [...TEXT]],
    ]);
  });

  it('names an entry by its archive in errors', () => {
    const [entry] = entriesOf(writeZip([{ name: 'a', bytes: TEXT }]));
    expect(() => entry?.open().read(0, 1e6)).toThrow('a.zip/a: expected 1000000 bytes from byte 0 on');
  });

  it.each<[string, WrittenEntry[], string]>([
    ...['../a', 'a/../../b', '/etc/passwd', 'C:\\a', 'c:a', '\\\\host\\a', 'a\\..\\b', 'a\nb', ''].map(
      (name): [string, WrittenEntry[], string] => [
        `the name ${JSON.stringify(name)}`,
        [{ name, bytes: TEXT }],
        "a.zip: expected entries within the archive's folder, received",
      ],
    ),
    [
      'a link',
      [{ name: 'a', bytes: TEXT, mode: 0xa1ff }],
      '"a", a link. The archive is made to write elsewhere',
    ],
    [
      'one name twice',
      [
        { name: 'a', bytes: TEXT },
        { name: 'a', bytes: TEXT },
      ],
      'each name once',
    ],
    [
      'one name in two cases',
      [
        { name: 'Ä/a', bytes: TEXT },
        { name: 'ä//A', bytes: TEXT },
      ],
      'received "Ä/a" and "ä//A"',
    ],
    [
      'a file and a folder of one name',
      [
        { name: 'a', bytes: TEXT },
        { name: 'a/', bytes: TEXT },
      ],
      'each name once',
    ],
    [
      'an encrypted entry',
      [{ name: 'a', bytes: TEXT, flags: 1 }],
      'a.zip, entry "a": expected an entry that is not encrypted',
    ],
    [
      'more than deflate can pack',
      [{ name: 'a', bytes: TEXT, size: 1e9 }],
      'packed bytes can have, received 1000000000',
    ],
    ['a stored entry of another size', [{ name: 'a', bytes: TEXT, stored: true, size: 1 }], 'received 1.'],
    [
      'entries that overlap',
      [
        { name: 'a', bytes: TEXT },
        { name: 'b', bytes: TEXT, offset: 0 },
      ],
      'expected entries apart, received bytes shared with',
    ],
    [
      'an entry beyond the file',
      [{ name: 'a', bytes: TEXT, offset: 1e6 }],
      'a.zip: expected 30 bytes from byte 1000000 on',
    ],
  ])('refuses %s', (_, entries, message) => {
    expect(() => entriesOf(writeZip(entries))).toThrow(InputError);
    expect(() => entriesOf(writeZip(entries))).toThrow(message);
  });

  it.each<[string, WrittenEntry, string]>([
    [
      'another way of packing',
      { name: 'a', bytes: TEXT, method: 12 },
      'a.zip/a: expected an entry stored or packed by deflate, received method 12.',
    ],
    [
      'a wrong checksum',
      { name: 'a', bytes: TEXT, crc: 1 },
      'a.zip/a: expected bytes with the checksum 00000001',
    ],
    [
      'a wrong checksum of a stored entry',
      { name: 'a', bytes: TEXT, crc: 1, stored: true },
      'a.zip/a: expected bytes with the checksum',
    ],
    [
      'more than its size',
      { name: 'a', bytes: TEXT, size: 100 },
      'a.zip/a: expected 100 bytes when unpacked, as it says, received more.',
    ],
    ['less than its size', { name: 'a', bytes: TEXT, size: 400 }, 'a.zip/a: expected'],
  ])('refuses to read %s', (_, entry, message) => {
    expect(() => contentOf(writeZip([entry]))).toThrow(message);
  });

  it('refuses a bomb without unpacking it', () => {
    const bomb = writeZip([{ name: 'bomb', bytes: new Uint8Array(100_000_000), size: 1000 }]);
    const before = process.memoryUsage().arrayBuffers;
    expect(() => contentOf(bomb)).toThrow('received more. The file is damaged, or made to fill the memory.');
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(64 * 2 ** 20);
  });

  it('refuses what has no end, and what claims more entries than it has bytes', () => {
    expect(() => entriesOf(randomBytes(100))).toThrow(
      'a ZIP file that ends with its directory, received none',
    );
    expect(() => entriesOf(new Uint8Array(0))).toThrow(InputError);
    const many = writeZip([{ name: 'a', bytes: TEXT }], true);
    new DataView(many.buffer).setBigUint64(many.length - 22 - 20 - 56 + 32, 1n << 40n, true);
    expect(() => entriesOf(many)).toThrow('room for 1099511627776 entries');
  });

  it.each([false, true])('refuses damaged archives, or reads what they then say (ZIP64: %s)', (wide) => {
    const good = writeZip(
      [
        { name: 'a', bytes: TEXT },
        { name: 'b', bytes: TEXT, stored: true },
      ],
      wide,
    );
    fc.assert(
      fc.property(damaged(good), (bytes) => {
        readsOrRefuses(() => contentOf(bytes));
      }),
      { numRuns: 2000 },
    );
  });
});
