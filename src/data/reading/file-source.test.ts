import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, mkdtempSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FileSource } from './file-source.ts';

const folder = mkdtempSync(join(tmpdir(), 'echotrain-source-'));
const bytes = Uint8Array.from({ length: 200_000 }, (_, i) => (i * 31) % 251);
const path = join(folder, 'scan.raw');
writeFileSync(path, bytes);

/** What opening says, without the folder's name. */
function refusal(name: string, root?: string): string {
  try {
    new FileSource({ path: join(folder, name), root }).close();
    return 'opened';
  } catch (error) {
    return String(error).replaceAll(folder, '');
  }
}

describe('a file on the disk', () => {
  it('gives its bytes from anywhere, in small and large reads', () => {
    using file = new FileSource({ path });
    expect([file.name, file.size]).toEqual([path, 200_000]);
    for (const [offset, length] of [
      [0, 1],
      [1, 3],
      [65_530, 20],
      [199_990, 10],
      [5, 150_000],
      [0, 0],
    ] as const) {
      expect(file.read(offset, length)).toEqual(bytes.subarray(offset, offset + length));
    }
  });

  it('reads into memory at hand, several stretches at a time', async () => {
    const long = join(folder, 'long');
    const content = Uint8Array.from({ length: 1_000_000 }, (_, i) => (i * 31) % 251);
    writeFileSync(long, content);
    using file = new FileSource({ path: long });
    const stretches = [0, 5, 399_999, 999_000].map((offset) => ({
      offset,
      length: Math.min(600_001, 1e6 - offset),
    }));
    const targets = stretches.map(({ length }) => new Uint8Array(length));
    await Promise.all(stretches.map(({ offset }, i) => file.readInto(offset, targets[i] ?? content)));
    for (const [i, { offset, length }] of stretches.entries())
      expect(targets[i]).toEqual(content.subarray(offset, offset + length));
    await expect(file.readInto(500_000, new Uint8Array(500_001))).rejects.toThrow('a file of 1000000 bytes');
    truncateSync(long, 300_000);
    await expect(file.readInto(0, new Uint8Array(500_000))).rejects.toThrow(
      'expected 1000000 bytes, as when it was opened, received 300000.',
    );
  });

  it('leaves what it gave alone when it reads on', () => {
    using file = new FileSource({ path });
    const first = file.read(0, 100);
    file.read(150_000, 100);
    expect(first).toEqual(bytes.subarray(0, 100));
  });

  it('reads nothing beyond its end, and says so when it became shorter', () => {
    using file = new FileSource({ path });
    expect(() => file.read(199_999, 2)).toThrow(`${path}: expected 2 bytes from byte 199999 on, received`);
    const changing = join(folder, 'changing');
    appendFileSync(changing, 'abcdef');
    using short = new FileSource({ path: changing });
    truncateSync(changing, 2);
    expect(() => short.read(0, 6)).toThrow('expected 6 bytes, as when it was opened, received 2.');
  });

  it('opens its siblings, and nothing else', () => {
    writeFileSync(join(folder, 'scan.hdr'), 'header');
    mkdirSync(join(folder, 'scan.dir'), { recursive: true });
    using file = new FileSource({ path });
    expect(file.beside('scan.hdr')?.size).toBe(6);
    expect([file.beside('scan.dir'), file.beside('none')]).toEqual([undefined, undefined]);
    for (const name of ['../passwd', 'a/b', 'a\\b', '..', '.', '\0']) {
      expect(() => file.beside(name), name).toThrow('expected the name of a file in the same folder');
    }
  });

  it('says in one line what it is not', () => {
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    expect(refusal('none')).toBe('InputError: /none: expected a file, received nothing of that name.');
    expect(refusal('.')).toBe('InputError: : expected a file, received a folder.');
    expect(refusal('pipe')).toBe('InputError: /pipe: expected a file, received a named pipe.');
    expect(refusal('scan.raw/x')).toMatch(
      /^InputError: .*expected a file that can be read, received ENOTDIR.*$/,
    );
  });

  it('follows a link within the folder, and none that leaves it', () => {
    const inner = join(folder, 'inner');
    mkdirSync(inner);
    writeFileSync(join(inner, 'image'), 'inside');
    symlinkSync('image', join(inner, 'near'));
    symlinkSync('../scan.raw', join(inner, 'far'));
    symlinkSync('nowhere', join(inner, 'broken'));
    expect(refusal('inner/near', inner)).toBe('opened');
    expect(refusal('inner/far', folder)).toBe('opened');
    expect(refusal('inner/far', inner)).toBe(
      'InputError: /inner/far: expected a file within /inner, received a link to /scan.raw. Links out of the folder are not followed: name that folder too, or copy the file.',
    );
    expect(refusal('inner/broken', inner)).toContain('received nothing of that name');
    expect(refusal('inner/far')).toBe('opened');
    using near = new FileSource({ path: join(inner, 'near'), root: inner });
    expect(() => near.beside('far')).toThrow('expected a file within');
  });
});
