import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';

const root = join(import.meta.dirname, '../..');
const files = join(root, '../shared/data/mnist');
const lab = mkdtempSync(join(tmpdir(), 'echotrain-accuracy-'));

/** The last line of a run's standard output. */
const summary = z.object({ metrics: z.object({ test: z.object({ accuracy: z.number() }) }) });

function echotrain(...args: string[]): string {
  const environment = { ...process.env, ECHOTRAIN_HOME: join(lab, 'home') };
  const command = [join(root, 'src/cli/main.ts'), ...args];
  return execFileSync(process.execPath, command, {
    cwd: lab,
    env: environment,
    encoding: 'utf8',
    stdio: 'pipe',
  });
}

/** The test error of a lesson's study, in per cent. */
function testError(study: string): number {
  const file = join(root, 'lessons/03-mnist', `${study}.yaml`);
  const printed = echotrain('run', file, '--json', '--device', 'cpu', '--out', join(lab, study));
  const { accuracy } = summary.parse(JSON.parse(printed.trim().split('\n').at(-1) ?? '')).metrics.test;
  return 100 * (1 - accuracy);
}

describe.skipIf(!existsSync(files))('full trainings on MNIST (skipped without ../shared/data)', () => {
  beforeAll(() => void echotrain('data', 'get', 'mnist', '--from', files));
  afterAll(() => rmSync(lab, { recursive: true }));

  it.each([
    ['mlp', 1.7],
    ['lenet5', 0.95],
    ['cnn', 0.5],
  ])('%s errs on at most %f %% of the test digits', (study, most) => {
    expect(testError(study)).toBeLessThanOrEqual(most);
  });
});
