import { describe, expect, it } from 'vitest';
import { condition, fulfills, readCondition } from './conditions.ts';

describe('conditions', () => {
  it('are read', () => {
    expect(readCondition('StudyDate=20200101-20201231')).toEqual({
      keyword: 'StudyDate',
      tag: '00080020',
      level: 'study',
      value: '20200101-20201231',
    });
    expect(readCondition('SeriesDescription=a=b')).toMatchObject({ level: 'series', value: 'a=b' });
  });

  it.each(['Modalty=CT', 'Modality', 'Modality=', '=CT', 'toString=1', ''])('are refused: %j', (text) => {
    expect(() => readCondition(text)).toThrow(
      /^--query: expected KEYWORD=VALUE with one of the keywords StudyDate, /,
    );
  });

  it('are refused without a value', () => {
    expect(() => condition('PatientID', ' ')).toThrow(
      'PatientID: expected a value to search for, received none',
    );
    expect(() => condition('PatientID', 'a\n')).toThrow('received one with control characters');
  });

  it.each([
    ['PatientID', 'P1', 'P1', true],
    ['PatientID', 'P1', 'P12', false],
    ['PatientID', 'P?', 'P1', true],
    ['PatientID', 'P.', 'P1', false],
    ['PatientName', 'mül*', 'MÜLLER^A', true],
    ['Modality', 'CT', 'MR', false],
    ['StudyInstanceUID', '1.2\\1.3', '1.3', true],
    ['StudyDate', '20200101-20201231', '20200615', true],
    ['StudyDate', '20200101-20201231', '20210101', false],
    ['StudyDate', '20200101-', '20210101', true],
    ['StudyDate', '-20200101', '20210101', false],
    ['StudyDate', '20200101', '20200101', true],
    ['StudyDate', '20200101', '20200102', false],
    ['StudyTime', '08-12', '113000.5', true],
  ])('%s=%s for %s: %s', (keyword, value, sent, expected) => {
    expect(fulfills(sent, condition(keyword, value))).toBe(expected);
  });
});
