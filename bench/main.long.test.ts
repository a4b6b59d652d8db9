import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execPath } from 'node:process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

function bench(...args: string[]) {
  const program = fileURLToPath(new URL('main.ts', import.meta.url));
  return spawnSync(execPath, [program, ...args], { encoding: 'utf8' });
}

const torch = ['python3', '/usr/bin/python3'].some(
  (file) => spawnSync(file, ['-c', 'import torch']).status === 0,
);

describe('the bench', () => {
  it.skipIf(!torch)('writes what it measured beside PyTorch', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'bench-')), 'results.json');
    const { status } = bench('--only', 'iris-mlp', '--peer', 'pytorch', '--rounds', '1', '--json', file);
    expect(status).toBe(0);
    const { results } = JSON.parse(readFileSync(file, 'utf8'));
    expect(results).toHaveLength(1);
    expect(results[0]).toMatchObject({ workload: 'iris-mlp', peer: 'pytorch' });
    expect(results[0].ratio).toBeCloseTo(results[0].peerMs / results[0].oursMs, 6);
  });

  it('names what may be measured when asked for something else', () => {
    const { status, stderr } = bench('--only', 'resnet');
    expect(status).toBe(1);
    expect(stderr).toContain(
      'Allowed choices are iris-mlp, mnist-mlp, lenet5, unet, variational-network, fft',
    );
  });
});
