import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { echotrain } from '../command-line.ts';

const DATA = new URL('../../../shared/data/', import.meta.url);

const answer = z.object({
  findings: z.array(
    z.object({
      check: z.string(),
      grade: z.string(),
      title: z.string(),
      evidence: z.looseObject({ items: z.array(z.string()), count: z.number() }),
    }),
  ),
});

/** What the audit says of a folder, notes left out. */
async function audited(folder: string) {
  const source = fileURLToPath(new URL(folder, DATA));
  const made = await echotrain(['data', 'import', source, '--keep-going', '--out', 'set']);
  expect([folder, made.code]).toEqual([folder, 0]);
  const { output } = await echotrain(['data', 'check', 'set', '--json'], { folder: made.folder });
  return answer.parse(JSON.parse(output)).findings.filter(({ grade }) => grade !== 'note');
}

describe.skipIf(!existsSync(DATA))(
  'the audit of real sets (skipped without ../shared/data)',
  { timeout: 240_000 },
  () => {
    it('finds the other scale of some images of the Decathlon, and nothing else', async () => {
      const findings = await audited('mr_volumes/hippocampus/images');
      expect(findings.map(({ check, grade, evidence }) => [check, grade, evidence.count])).toEqual([
        ['intensity-scale', 'warning', 11],
      ]);
    });

    it('finds names and institutions in the headers of DICOM series, and nothing else', async () => {
      const findings = await audited('dicom_series');
      expect(findings.map(({ check, grade }) => [check, grade])).toEqual([['identifying-tags', 'warning']]);
    });

    it('accuses none of the measured k-space, and the one file that is simulated', async () => {
      const findings = await audited('kspace');
      const crimes = findings.filter(({ check }) => check === 'data-crimes');
      expect(crimes.map(({ grade, evidence }) => [grade, evidence.items])).toEqual([
        ['error', ['clear_licence/ismrmrd_sample/acqDataBrainSim100']],
      ]);
      expect(findings.filter(({ grade }) => grade === 'error')).toEqual(crimes);
    });
  },
);
