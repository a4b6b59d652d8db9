import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { openArray } from '../../formats/index.ts';
import goldens from '../../formats/nifti/nifti.json' with { type: 'json' };
import { closing } from '../../util/closing.ts';
import { FileSource } from '../reading/file-source.ts';
import { viewingPlane } from './viewing-plane.ts';

const shared = fileURLToPath(new URL('../../../../shared/data/', import.meta.url));
const missing = existsSync(shared) ? '' : ' (skipped without ../shared/data)';

/** The sides of the patient toward which nibabel's coordinates grow, and away from which. */
const SIDES = [
  ['R', 'L'],
  ['A', 'P'],
  ['S', 'I'],
] as const;

/** The side toward which an index grows that moves so through the patient, by its largest part. */
function sideOf(step: readonly number[]): string {
  const largest = step.reduce(
    (best, part, at) => (Math.abs(part) > Math.abs(step[best] ?? 0) ? at : best),
    0,
  );
  return SIDES[largest]?.[(step[largest] ?? 0) > 0 ? 0 : 1] ?? '?';
}

describe.skipIf(missing !== '')(`the plane in which an image is shown${missing}`, () => {
  it.each(Object.entries(goldens.shared))(
    'has the sides at its edges that nibabel’s affine says: %s',
    async (name, { affine }) => {
      await closing(new FileSource({ path: `${shared}${name}` }), async (source) => {
        const file = await openArray(source);
        const { rowAxis, columnAxis, flipRows, flipColumns, sides } = viewingPlane(file);
        const step = (axis: number, isFlipped: boolean) => {
          const place = file.geometry?.axes.indexOf(axis) ?? -1;
          return affine.slice(0, 3).map((row) => (isFlipped ? -1 : 1) * (row[place] ?? 0));
        };
        expect(sides).toMatchObject({
          right: sideOf(step(columnAxis, flipColumns)),
          bottom: sideOf(step(rowAxis, flipRows)),
        });
        // Radiologists have the patient's left on the right, and front or head up.
        expect(['L', 'P']).toContain(sides?.right);
        expect(['A', 'S']).toContain(sides?.top);
        file.close();
      });
    },
  );
});
