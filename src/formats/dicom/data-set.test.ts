import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { digest, linesOf } from '../../../test/dicom-lines.ts';
import { bytesSource } from '../bytes/source.ts';
import goldens from './data-set.json' with { type: 'json' };
import { readDicom } from './read.ts';

const shared = new URL('../../../../shared/data/', import.meta.url);

function lines(bytes: Uint8Array, name: string): string[] {
  return linesOf(readDicom(bytesSource(bytes, name)));
}

describe('every element', () => {
  for (const [name, { file, lines: expected }] of Object.entries(goldens.small)) {
    it(`of a file made by pydicom is what pydicom reads: ${name}`, () => {
      expect(lines(Buffer.from(file, 'base64'), name)).toEqual(expected);
    });
  }

  const real = Object.entries(goldens.real);
  it.skipIf(!existsSync(shared))(
    `of ${real.length} real files is what pydicom reads (skipped without ../shared/data)`,
    () => {
      const different = real.filter(([path, hash]) => {
        const bytes = new Uint8Array(readFileSync(new URL(encodeURI(path), shared)));
        return digest(lines(bytes, path).join('\n')).slice(0, 16) !== hash;
      });
      expect(different.map(([path]) => path)).toEqual([]);
    },
  );
});
