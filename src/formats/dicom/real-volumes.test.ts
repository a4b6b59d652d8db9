import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { bytesSource } from '../bytes/source.ts';
import { openDicom } from './open.ts';
import goldens from './real-volumes.json' with { type: 'json' };
import { openVolume } from './volume.ts';

const folder = new URL('../../../../shared/data/dicom_series/', import.meta.url);

describe('a real series', () => {
  it.skipIf(!existsSync(folder)).each(Object.entries(goldens))(
    'is stacked as numpy stacks it: %s (skipped without ../shared/data)',
    async (name, { shape, mean, sha256 }) => {
      const within = new URL(`${name}/`, folder);
      const files = readdirSync(within).toReversed();
      const volume = await openVolume(
        files.map((file) => bytesSource(readFileSync(new URL(file, within)), file)),
        openDicom,
      );
      const hash = createHash('sha256');
      let sum = 0;
      for (let slice = 0; slice < volume.blockCount; slice++) {
        const values = Float64Array.from(await volume.readBlock(slice));
        hash.update(new Uint8Array(values.buffer));
        sum += values.reduce((total, value) => total + value, 0);
      }
      volume.close();
      expect(volume.shape).toEqual(shape);
      expect(sum / (volume.blockCount * (shape[1] ?? 0) * (shape[2] ?? 0))).toBeCloseTo(mean, 6);
      expect(hash.digest('hex')).toBe(sha256);
    },
  );
});
