import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execPath } from 'node:process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

function bench(...args: string[]) {
  const program = fileURLToPath(new URL('reading.ts', import.meta.url));
  return spawnSync(execPath, [program, ...args], { encoding: 'utf8' });
}

const nibabel = spawnSync('/usr/bin/python3', ['-c', 'import nibabel']).status === 0;

describe('the bench of reading', () => {
  it.skipIf(!nibabel)('reads the same values as nibabel', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'bench-')), 'results.json');
    const { status, stdout } = bench('--only', 'nifti-gz', '--rounds', '1', '--json', file);
    expect(stdout).not.toContain('not read the same');
    expect(status).toBe(0);
    const { results } = JSON.parse(readFileSync(file, 'utf8'));
    expect(results).toMatchObject([
      { workload: 'nifti-gz', same: true, ours: { values: { count: 10485760 } } },
    ]);
  });

  it('names what may be measured when asked for something else', () => {
    const { status, stderr } = bench('--only', 'ct');
    expect(status).toBe(1);
    expect(stderr).toContain('Allowed choices are ct-explicit, ct-implicit, fastmri, fastmri-gzip, nifti-gz');
  });
});
