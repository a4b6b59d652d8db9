import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withFile } from '../../test/open-file.ts';
import { expectRobust, filesSource, valuesOf } from '../../test/small-files.ts';
import { product } from '../util/arrays.ts';
import { writeBart } from './bart.ts';
import { openArray } from './open.ts';

const hasBart = spawnSync('bart', ['version'], { stdio: 'ignore' }).status === 0;

const text = (content: string) => new TextEncoder().encode(content);

function filesOf(shape: readonly number[], pairs: Float32Array): Record<string, Uint8Array> {
  const { header, values } = writeBart(shape, pairs);
  return { 'x.hdr': text(header), 'x.cfl': values };
}

function ramp(shape: readonly number[]): Float32Array {
  return Float32Array.from({ length: 2 * product(shape) }, (_, i) => i / 3 - 5);
}

/** What a command of BART prints. */
function bart(folder: string, ...words: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync('bart', words, { cwd: folder, encoding: 'utf8' });
  expect([status, stderr]).toEqual([0, '']);
  return stdout;
}

describe('BART', () => {
  it('pairs are read back as they were written, by either file', async () => {
    const shapes = fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 16 });
    await fc.assert(
      fc.asyncProperty(
        shapes.filter((shape) => product(shape) < 5000),
        async (shape) => {
          const pairs = ramp(shape);
          for (const first of ['x.cfl', 'x.hdr']) {
            const file = await openArray(filesSource(filesOf(shape, pairs), first));
            const trimmed = shape.slice(
              0,
              1 +
                Math.max(
                  0,
                  shape.findLastIndex((length) => length > 1),
                ),
            );
            expect([file.format, file.dtype, file.shape]).toEqual(['bart', 'complex64', trimmed]);
            expect(await valuesOf(file)).toEqual([...pairs]);
          }
        },
      ),
      { numRuns: 50 },
    );
  });

  it('names its dimensions', async () => {
    const shape = [2, 1, 1, 2, 1, 2, 1, 1, 1, 1, 2, 1, 1, 2];
    const file = await openArray(filesSource(filesOf(shape, ramp(shape))));
    expect(file.axes.map((axis, at) => `${shape[at]} ${axis}`)).toEqual([
      '2 readout',
      '1 phaseEncode',
      '1 partition',
      '2 coil',
      '1 other',
      '2 echo',
      '1 other',
      '1 other',
      '1 other',
      '1 other',
      '2 time',
      '1 other',
      '1 other',
      '2 slice',
    ]);
  });

  it('tells by what command a file was made', async () => {
    const header = '# Dimensions\n1 1 \n# Command\nfft 7 a b \n# Files\n >b <a\n# Creator\nBART v0.8.00\n';
    const file = await openArray(filesSource({ 'b.hdr': text(header), 'b.cfl': new Uint8Array(16) }));
    expect(file.essentials).toEqual([
      ['command', 'fft 7 a b'],
      ['creator', 'BART v0.8.00'],
    ]);
    expect(file.warnings).toEqual(['b.cfl has 8 bytes more than its header says.']);
  });

  it.each([
    [
      '# Dimensions\n2 2 \n',
      'x.cfl: expected 32 bytes of values (2 × 2 complex64) from byte 0 on, received a file of 8 bytes',
    ],
    ['# Dimensions\n0 2 \n', 'x.hdr: expected axes of 1 or more, received shape [0, 2]'],
    ['# Dimensions\n2 -2 \n', 'x.hdr: expected whole numbers below "# Dimensions", received "2 -2'],
    ['# Dimensions\n', 'received none'],
    [`# Dimensions\n${'2 '.repeat(60)}\n`, /^x\.hdr: expected .{1,60} shape \[(2, ){16}\.\.\.\]/],
    ['# Dimensions\n99999999999 99999999999\n', 'values that can be counted'],
  ])('refuses the header %j', async (header, message) => {
    const files = { 'x.hdr': text(header), 'x.cfl': new Uint8Array(8) };
    await expect(openArray(filesSource(files))).rejects.toThrow(message);
  });

  it('refuses half a pair', async () => {
    const header = { 'x.hdr': text('# Dimensions\n1 \n') };
    await expect(openArray(filesSource(header))).rejects.toThrow(
      'x.hdr: expected x.cfl beside it, received no such file',
    );
  });

  it('does not write what does not fit', () => {
    expect(() => writeBart([3], new Float32Array(4))).toThrow('for 2 complex values, received shape [3]');
    expect(() => writeBart(new Array<number>(17).fill(1), new Float32Array(2))).toThrow(
      'at most 16 dimensions',
    );
  });

  it('refuses damaged headers, or reads what they then say', async () => {
    const { 'x.hdr': header = text(''), ...values } = filesOf([2, 3], ramp([2, 3]));
    await expectRobust(header, 'x.hdr', values);
  });

  it.skipIf(!hasBart)(
    'itself reads what was written, and its files are read (skipped without bart)',
    async () => {
      const folder = mkdtempSync(join(tmpdir(), 'echotrain-bart-'));
      const shape = [4, 3, 1, 2];
      const { header, values } = writeBart(shape, ramp(shape));
      writeFileSync(join(folder, 'ours.hdr'), header);
      writeFileSync(join(folder, 'ours.cfl'), values);
      expect(bart(folder, 'show', '-m', 'ours')).toMatch(/AoD:\s+4\s+3\s+1\s+2\s+1\s+1\s/);
      bart(folder, 'scale', '2', 'ours', 'doubled');
      bart(folder, 'scale', '0.5', 'doubled', 'same');
      expect(Number(bart(folder, 'nrmse', 'ours', 'same'))).toBe(0);
      await withFile(join(folder, 'doubled.cfl'), async (file) => {
        expect(file.shape).toEqual(shape);
        expect(await valuesOf(file)).toEqual([...ramp(shape)].map((value) => Math.fround(2 * value)));
        expect(file.essentials[0]).toEqual(['command', expect.stringMatching(/^scale 2 ours doubled/)]);
      });
      bart(folder, 'phantom', '-x', '16', '-k', 'kspace');
      bart(folder, 'show', '-m', 'kspace');
      await withFile(join(folder, 'kspace.hdr'), async (file) => {
        const rewritten = writeBart(file.shape, Float32Array.from(await valuesOf(file)));
        writeFileSync(join(folder, 'again.hdr'), rewritten.header);
        writeFileSync(join(folder, 'again.cfl'), rewritten.values);
      });
      expect(Number(bart(folder, 'nrmse', 'kspace', 'again'))).toBe(0);
    },
  );
});
