import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { echotrain, emptyFolder } from '../../test/command-line.ts';
import { writeScans } from './scans.ts';

const text = readFileSync(new URL('README.md', import.meta.url), 'utf8');

/** The commands of the text, in a folder of their own: two datasets of the same scans, audited and studied. */
const folder = emptyFolder();

function command(...args: readonly string[]) {
  return echotrain(args, { folder });
}

/** The accuracy on the test part that a study gives, in a training that is short enough for a test. */
async function accuracyOf(study: string): Promise<number> {
  const { code, output } = await command('run', study, '--seed', '1', '--json');
  expect(code).toBe(0);
  return JSON.parse(output.trim().split('\n').at(-1) ?? '').metrics.test.accuracy;
}

describe('a folder of scans', { timeout: 240_000 }, () => {
  it('becomes a dataset of pictures, and one of patients', async () => {
    writeScans(join(folder, 'scans'));
    for (const study of ['leaky.yaml', 'by-patient.yaml']) {
      cpSync(join(import.meta.dirname, study), join(folder, study));
    }
    const pictures = await command('data', 'import', 'scans/png', '--out', 'pictures');
    expect(pictures.output).toContain('not known: each item counts as one');
    const labels = ['--labels', 'scans/diagnoses.csv', '--key', 'patient', '--label', 'diagnosis'];
    const patients = await command('data', 'import', 'scans/dicom', ...labels, '--out', 'patients');
    expect([patients.code, patients.error]).toEqual([0, '']);
    expect(patients.output).toMatch(/subjects +40\n/);
  });

  it('is told by the audit to have the same heads in several parts, unless it knows the patients', async () => {
    const leaky = await command('data', 'check', 'leaky.yaml');
    expect(leaky.code).toBe(1);
    const [, said] = /( {2}error {4}.*\n(?: {11}.*\n)+)/.exec(leaky.output) ?? [];
    expect(said).toMatch(/pairs of images in different parts look the same/);
    expect(text).toContain(said);
    const honest = await command('data', 'check', 'by-patient.yaml');
    expect(honest.output).toContain('0 errors');
    expect(honest.code).toBe(0);
  });

  it('looks wonderful divided at random, and tells the truth divided by patient', async () => {
    const [flattering, honest] = [await accuracyOf('leaky.yaml'), await accuracyOf('by-patient.yaml')];
    expect(flattering).toBeGreaterThan(0.93);
    expect(honest).toBeLessThan(flattering - 0.1);
  });
});
