import { describe, expect, it } from 'vitest';
import { unitsOf } from './units.ts';
import type { FoundFile } from './walk.ts';

/** The files of that name, put together: "main + companions", and the texts. */
function together(...names: string[]): { units: string[]; texts: string[] } {
  const files = names.map((name): FoundFile => ({ path: name, name, bytes: 1, modified: 0 }));
  const { units, texts } = unitsOf(files);
  return {
    units: units.map(({ main, companions }) => [main, ...companions].map(({ name }) => name).join(' + ')),
    texts: texts.map(({ name }) => name),
  };
}

describe('files that belong together', () => {
  it('are headers and images, values and dimensions, volumes and gradients', () => {
    expect(together('a.hdr', 'a.img').units).toEqual(['a.hdr + a.img']);
    expect(together('a.hdr.gz', 'a.img.gz').units).toEqual(['a.hdr.gz + a.img.gz']);
    expect(together('a.hdr', 'a.img.gz').units).toEqual(['a.hdr + a.img.gz']);
    expect(together('k.cfl', 'k.hdr').units).toEqual(['k.cfl + k.hdr']);
    expect(together('d.bval', 'd.bvec', 'd.nii.gz').units).toEqual(['d.nii.gz + d.bval + d.bvec']);
    expect(together('d.bvals', 'd.bvecs', 'd.nii').units).toEqual(['d.nii + d.bvals + d.bvecs']);
  });

  it('lie in one folder, under one name', () => {
    expect(together('a/x.hdr', 'b/x.img').units).toEqual(['a/x.hdr', 'b/x.img']);
    expect(together('a.hdr', 'b.img', 'c.nii').units).toEqual(['a.hdr', 'b.img', 'c.nii']);
  });

  it('are told from texts, which hold no data', () => {
    const names = ['README', 'LICENSE.txt', 'sub/notes.md', 'scan.json', 'alone.bval', 'SHA256SUMS'];
    expect(together(...names, 'scan', 'IM0001', 'readout.npy')).toEqual({
      units: ['scan', 'IM0001', 'readout.npy'],
      texts: names,
    });
  });
});
