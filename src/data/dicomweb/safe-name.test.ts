import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { safeName } from './safe-name.ts';

describe('safeName', () => {
  it.each(['4711', 'LIDC-IDRI-0314', '1.2.840.10008.1', 'a_b'])('leaves %s as it is', (name) => {
    expect(safeName(name)).toBe(name);
  });

  it.each([
    ['../../etc', '__.._etc-'],
    ['/etc/passwd', '_etc_passwd-'],
    ['..', '_-'],
    ['', 'unnamed-'],
    ['con', 'con-'],
    ['NUL.txt', 'NUL.txt-'],
    ['Müller^Jörg', 'M_ller_J_rg-'],
    ['a\0b', 'a_b-'],
    ['x.', 'x-'],
  ])('makes a plain name of %j', (identifier, beginning) => {
    expect(safeName(identifier)).toMatch(new RegExp(`^${beginning.replaceAll('.', '\\.')}[0-9a-f]{10}$`));
  });

  it('never leaves the folder, and keeps different things apart', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (a, b) => {
        expect(safeName(a)).toMatch(/^[A-Za-z0-9_-][A-Za-z0-9._-]{0,74}$/);
        if (a !== b) expect(safeName(a)).not.toBe(safeName(b));
      }),
    );
  });
});
