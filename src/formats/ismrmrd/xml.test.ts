import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readsOrRefuses } from '../../../test/damaged-bytes.ts';
import { InputError } from '../../util/errors.ts';
import { elementAt, readXml, textAt } from './xml.ts';

const read = (xml: string) => readXml(xml, 'header');

describe('XML', () => {
  it('is read as elements and their texts', () => {
    const xml =
      '<?xml version="1.0"?>\n<!-- a > b --><m:a x="1"><b> 2 &amp;&lt; </b><c/><b>3</b><d><![CDATA[<4>]]></d></m:a>\n';
    const root = read(xml);
    expect(root.name).toBe('a');
    expect(root.children.map(({ name, text }) => [name, text])).toEqual([
      ['b', ' 2 &< '],
      ['c', ''],
      ['b', '3'],
      ['d', '<4>'],
    ]);
    expect([textAt(root, 'b'), textAt(root, 'c'), textAt(root, 'e', 'f')]).toEqual([
      '2 &<',
      undefined,
      undefined,
    ]);
    expect(elementAt(root)).toBe(root);
  });

  it.each([
    ['', 'its end'],
    ['<a>', 'its end'],
    ['<a></b>', '</b>'],
    ['</a>', '</a>'],
    ['<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', '<!DOCTYPE'],
    ['<a', '<a'],
    ['<a><', '<'],
  ])('is refused: %s', (xml, at) => {
    expect(() => read(xml)).toThrow(InputError);
    expect(() => read(xml)).toThrow(at);
  });

  it('is refused where it is nested too deep, or has too many elements', () => {
    expect(() => read('<a>'.repeat(70))).toThrow('at most 64 levels');
    expect(() => read(`<a>${'<b/>'.repeat(100_001)}</a>`)).toThrow('100000 elements');
  });

  it('leaves entities alone that are not its own', () => {
    expect(read('<a>&b;&lt;</a>').text).toBe('&b;<');
  });

  it('is read or refused, whatever it is, in time that grows with its length', () => {
    const piece = fc.constantFrom(
      '<a>',
      '</a>',
      '<b/>',
      '<!--',
      '-->',
      '<![CDATA[',
      ']]>',
      '<?',
      '?>',
      '&amp;',
      'x',
      '<',
      '>',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        readsOrRefuses(() => read(pieces.join('')));
      }),
    );
    for (const long of ['<!--', '<', '<a ', '<a/', '&', '<![CDATA[', '<?']) {
      readsOrRefuses(() => read(`<a>${long.repeat(200_000)}`));
    }
  }, 10_000);
});
