import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

it('trains from 3.1 GB of k-space in less than 700 MB', async () => {
  const script = join(import.meta.dirname, '../train-from-disk.ts');
  const { stdout } = await promisify(execFile)(process.execPath, ['--max-old-space-size=256', script]);
  const { bytes, steps, loss } = JSON.parse(stdout);
  expect(bytes).toBeLessThan(700e6);
  expect([steps, Number.isFinite(loss)]).toEqual([25, true]);
});
