import { mkdirSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../test/dataset-folder.ts';
import { inside } from './inside.ts';

describe('a path within the folders', () => {
  const outer = realpathSync(temporaryFolder());
  const folder = join(outer, 'scans');
  mkdirSync(join(folder, 'a'), { recursive: true });
  for (const name of [
    join(folder, 'a/x.dcm'),
    join(folder, '..x'),
    join(outer, 'secret'),
    `${folder}-more`,
  ]) {
    writeFileSync(name, '');
  }
  symlinkSync(join(outer, 'secret'), join(folder, 'a/link'));
  symlinkSync(outer, join(folder, 'up'));
  symlinkSync(join(folder, 'a'), join(folder, 'b'));

  it('is found, by its real name', () => {
    expect(inside([folder], 'a/x.dcm')).toBe(join(folder, 'a/x.dcm'));
    expect(inside([folder], 'b/x.dcm')).toBe(join(folder, 'a/x.dcm'));
    expect(inside([folder], '..x')).toBe(join(folder, '..x'));
    expect(inside([folder], '')).toBe(folder);
    expect(inside([join(outer, 'none'), folder], join(folder, 'a'))).toBe(join(folder, 'a'));
  });

  it('leads nowhere else, be it by dots, a link, a whole path, a name that begins alike or a zero', () => {
    const outside = ['..', '../secret', 'a/../../secret', 'a/link', 'up/secret', 'up', join(outer, 'secret')];
    for (const path of [...outside, `${folder}-more`, '/etc/passwd', 'a/x.dcm\0', 'a/none', '~', '%2e%2e']) {
      expect(() => inside([folder], path), path).toThrow('expected something in the folders');
    }
  });
});
