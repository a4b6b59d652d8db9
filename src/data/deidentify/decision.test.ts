import { describe, expect, it } from 'vitest';
import { dictionaryEntry } from '../../formats/dicom/dictionary.ts';
import table from './confidentiality.json' with { type: 'json' };
import { type Decision, decide } from './decision.ts';
import { basicAction } from './profile.ts';

const rows = Object.entries(table.basicProfile).flatMap(([action, tags]) =>
  tags
    .split(' ')
    .map((digits) => ({ action, digits, tag: Number.parseInt(digits.replaceAll('x', '0'), 16) })),
);

describe('table E.1-1', () => {
  it('is complete, and lists each attribute once', () => {
    expect(rows.length).toBe(654);
    expect(new Set(rows.map(({ digits }) => digits)).size).toBe(rows.length);
    for (const { tag, action } of rows) expect(basicAction(tag)).toBe(action);
  });

  it('lets nothing through that it lists, but sequences whose UIDs are replaced', () => {
    for (const { tag, digits } of rows) {
      const vr = dictionaryEntry(tag)?.vr ?? 'LO';
      const decision = decide(tag, vr, {});
      if (decision !== 'descend') expect(decision, digits).not.toBe('keep');
      else expect(['00081140', '00082112']).toContain(digits);
    }
  });
});

describe('decide', () => {
  it.each<[string, number, string, Decision]>([
    ['private attributes', 0x00091010, 'LO', 'remove'],
    ['private creators', 0x00290010, 'LO', 'remove'],
    ['group lengths', 0x00080000, 'UL', 'remove'],
    ['commands', 0x00000002, 'UI', 'remove'],
    ['curves', 0x50103000, 'OW', 'remove'],
    ['overlays', 0x60020010, 'US', 'remove'],
    ['unknown attributes', 0x00181f1f, 'DS', 'remove'],
    ['the name', 0x00100010, 'PN', 'pseudonym'],
    ['the number', 0x00100020, 'LO', 'pseudonym'],
    ['an instance', 0x00080018, 'UI', 'replace uids'],
    ['a reference', 0x00081155, 'UI', 'replace uids'],
    ['a UID that the table does not list', 0x00701904, 'UI', 'replace uids'],
    ['what should be a UID', 0x00080018, 'LO', 'dummy'],
    ['study date', 0x00080020, 'DA', 'empty'],
    ['content date', 0x00080023, 'DA', 'dummy'],
    ['a date that the table does not list', 0x00143076, 'DA', 'empty'],
    ['a free text that the table does not list', 0x00620006, 'ST', 'dummy'],
    ['the manufacturer', 0x00080070, 'LO', 'keep'],
    ['echo time', 0x00180081, 'DS', 'keep'],
    ['rows', 0x00280010, 'US', 'keep'],
    ['pixels', 0x7fe00010, 'OW', 'keep'],
    ['other binary values', 0x00282000, 'OB', 'remove'],
    ['a sequence', 0x00540016, 'SQ', 'descend'],
    ['report content', 0x0040a730, 'SQ', 'dummy'],
  ])('%s', (_, tag, vr, expected) => {
    expect(decide(tag, vr, {})).toBe(expected);
  });

  it('heeds the options', () => {
    expect(decide(0x00080020, 'DA', { retainDatesShifted: true })).toBe('shift date');
    expect(decide(0x00100030, 'DA', { retainDatesShifted: true })).toBe('empty');
    expect(decide(0x00100032, 'TM', { retainDatesShifted: true })).toBe('remove');
    expect(decide(0x00080018, 'UI', { retainUids: true })).toBe('keep');
    expect(decide(0x00181000, 'LO', { retainDevice: true })).toBe('keep');
    expect(decide(0x0018100a, 'SQ', { retainDevice: true })).toBe('descend');
    expect(decide(0x00101030, 'DS', { retainCharacteristics: true })).toBe('keep');
    expect(decide(0x00102110, 'LO', { retainCharacteristics: true })).toBe('remove');
  });
});
