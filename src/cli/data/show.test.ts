import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { decode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import { echotrain, emptyFolder } from '../../../test/command-line.ts';
import { writeIdx } from '../../formats/index.ts';

/** A folder with an IDX file of images, one behind the other. */
function folderOfImages(count: number): string {
  const folder = emptyFolder();
  const data = Uint8Array.from({ length: count * 64 }, (_, i) => i % 251);
  writeFileSync(join(folder, 'digits-idx3-ubyte'), writeIdx({ dtype: 'uint8', shape: [count, 8, 8], data }));
  return folder;
}

describe('echotrain data show', () => {
  it('writes a contact sheet, and tells what the header says', async () => {
    const folder = folderOfImages(30);
    const { code, output, error } = await echotrain(['data', 'show', 'digits-idx3-ubyte'], { folder });
    expect([code, error]).toEqual([0, '']);
    expect(output).toMatch(/shape\s+30 × 8 × 8/);
    expect(output).toContain('Contact sheet: digits-idx3-ubyte-sheet.png');
    const { width, height } = decode(readFileSync(join(folder, 'digits-idx3-ubyte-sheet.png')));
    expect(width).toBe(1280);
    expect(height).toBeGreaterThan(500);
  });

  it('writes where it is told, and no more pictures than that', async () => {
    const folder = folderOfImages(30);
    const args = ['data', 'show', 'digits-idx3-ubyte', '--most', '1', '--out', 'one.png'];
    expect((await echotrain(args, { folder })).code).toBe(0);
    expect(readdirSync(folder).sort()).toEqual(['digits-idx3-ubyte', 'one.png']);
  });

  it('leaves nothing where a file cannot be read, or the sheet not be written', async () => {
    const folder = folderOfImages(2);
    const bytes = readFileSync(join(folder, 'digits-idx3-ubyte'));
    writeFileSync(join(folder, 'cut'), bytes.subarray(0, 40));
    const cut = await echotrain(['data', 'show', 'cut'], { folder });
    expect([cut.code, cut.output]).toEqual([1, '']);
    expect(cut.error).toMatch(/^error: cut: .*\n$/);
    mkdirSync(join(folder, 'taken'));
    const taken = await echotrain(['data', 'show', 'digits-idx3-ubyte', '--out', 'taken'], { folder });
    expect(taken.code).toBe(1);
    expect(taken.error).toMatch(/^error: taken: expected a place to write the sheet, .*\n$/);
    expect(readdirSync(folder).sort()).toEqual(['cut', 'digits-idx3-ubyte', 'taken']);
  });
});
