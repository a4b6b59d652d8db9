import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { damaged, readsOrRefuses } from '../../test/damaged-bytes.ts';
import { parseJson } from './json.ts';

describe('parseJson', () => {
  it('gives what JSON.parse gives', () => {
    fc.assert(
      fc.property(fc.json(), fc.constantFrom(0, 2), (text, indent) => {
        const spaced = JSON.stringify(JSON.parse(text), null, indent);
        expect(parseJson(spaced, 'text', 100)).toEqual(JSON.parse(text));
      }),
    );
  });

  it.each([
    '{"a":1,"a":1}',
    '{"a":1, "\\u0061" : 2}',
    '[{"x":{"a":1,"b":[],"a":2}}]',
    '{"a:":{},"b":"\\"","a:":0}',
    '{"__proto__":1,"__proto__":2}',
  ])('refuses the doubled key in %s', (text) => {
    expect(() => parseJson(text, 'header', 9)).toThrow(/^header: expected each key once, received .* twice/);
  });

  it.each(['{"a":{"b":1},"b":"a"}', '[{"a":1},{"a":2}]', '{"a":"a","b":"{\\"a\\":1,"}'])(
    'accepts %s',
    (text) => {
      expect(parseJson(text, 'header', 9)).toEqual(JSON.parse(text));
    },
  );

  it('refuses deep nesting before it builds anything', () => {
    expect(() => parseJson('['.repeat(1e6) + ']'.repeat(1e6), 'header', 3)).toThrow(
      'at most 3 levels of nesting',
    );
    expect(parseJson('[[[]]]', 'header', 3)).toEqual([[[]]]);
  });

  it.each(['', '{', '{"a"}', '"open', '\u0000', '{"a":1}x', "{'a':1}"])('refuses %j', (text) => {
    expect(() => parseJson(text, 'header', 9)).toThrow(/^header: expected JSON, received/);
  });

  it('refuses damaged text exactly where JSON.parse does, but for doubled keys', () => {
    const good = new TextEncoder().encode('{"a":{"b":[1,"\\n\\"x"],"c":null}, "d":"\\u00e4\\\\"}');
    fc.assert(
      fc.property(damaged(good), (bytes) => {
        const text = new TextDecoder().decode(bytes);
        const ours = readsOrRefuses(() => parseJson(text, 'text', 100));
        if (ours !== 'refused') expect(ours).toEqual(JSON.parse(text));
      }),
      { numRuns: 2000 },
    );
  });

  it('takes time in proportion to the text, whatever it holds', () => {
    for (const piece of ['"', '\\', '\\"', '{', '"a":', '" ']) {
      readsOrRefuses(() => parseJson(`{"${piece.repeat(5e5)}`, 'text', 9));
      readsOrRefuses(() => parseJson(piece.repeat(5e5), 'text', 9));
    }
  });
});
