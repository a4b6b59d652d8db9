import { inflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import {
  PERSON,
  PIXELS,
  type PlantedOptions,
  plantedDicom,
  plantedSource,
  TRACES,
} from '../../../test/planted-dicom.ts';
import { bytesSource } from '../../formats/bytes/source.ts';
import { readDicom } from '../../formats/dicom/read.ts';
import { TransferSyntax } from '../../formats/dicom/transfer-syntax.ts';
import { asciiBytes } from '../../formats/dicom/write.ts';
import { deidentifyFile } from './deidentify-file.ts';
import { DeidentificationKey } from './key.ts';
import type { DeidentifyOptions } from './options.ts';

const key = new DeidentificationKey(new Uint8Array(32).fill(7));
const SYNTAXES = ['implicitLittle', 'explicitLittle', 'explicitBig', 'deflated'] as const;

function cleaned(planted: PlantedOptions = {}, options: DeidentifyOptions = {}) {
  const result = deidentifyFile(plantedSource(planted), key, options);
  const bytes = Buffer.concat([...result.bytes]);
  const { dataSet, meta } = readDicom(bytesSource(new Uint8Array(bytes), 'cleaned'));
  return { ...result, bytes, dataSet, meta };
}

/** What of the traces is left in bytes, in one byte a letter or two. */
function tracesIn(bytes: Buffer): string[] {
  return TRACES.filter((trace) => bytes.includes(trace, 0, 'latin1') || bytes.includes(trace, 0, 'utf16le'));
}

function inflated(bytes: Buffer): Buffer {
  const start = readDicom(bytesSource(new Uint8Array(bytes), 'x')).meta.elements.at(-1);
  return inflateRawSync(bytes.subarray((start?.offset ?? 0) + (start?.length ?? 0)));
}

describe('de-identification', () => {
  for (const name of SYNTAXES) {
    it(`leaves nothing of what is planted everywhere: ${name}`, () => {
      const transferSyntax = TransferSyntax[name];
      const planted = Buffer.from(plantedDicom({ transferSyntax }));
      const whole = name === 'deflated' ? Buffer.concat([planted, inflated(planted)]) : planted;
      expect(TRACES.filter((trace) => !whole.includes(trace))).toEqual([]);
      const { bytes, dataSet, counts } = cleaned({ transferSyntax });
      expect(tracesIn(bytes)).toEqual([]);
      if (name === 'deflated') expect(tracesIn(inflated(bytes))).toEqual([]);
      expect(JSON.stringify(counts)).not.toMatch(new RegExp(TRACES.join('|').replaceAll('.', '\\.')));
      expect(dataSet.bytes(0x7fe00010)).toEqual(PIXELS);
    });
  }

  it.each<DeidentifyOptions>([
    { retainDatesShifted: true },
    { retainDevice: true },
    { retainCharacteristics: true },
    { retainDatesShifted: true, retainDevice: true, retainCharacteristics: true },
  ])('leaves nothing with %o, either', (options) => {
    const { bytes } = cleaned({}, options);
    const kept = options.retainDevice ? ['PLNT', '1.2.3.999.'] : [];
    expect(tracesIn(bytes).filter((trace) => !kept.includes(trace))).toEqual([]);
  });

  it('says what was done', () => {
    const { dataSet, meta, subject } = cleaned();
    expect(dataSet.text(0x00120062)).toBe('YES');
    expect(dataSet.text(0x00120063)).toBe('echotrain, DICOM PS3.15 annex E');
    expect(dataSet.sequence(0x00120064).map((item) => item.text(0x00080100))).toEqual(['113100']);
    expect(dataSet.text(0x00280303)).toBe('REMOVED');
    expect(dataSet.text(0x00100010)).toBe(subject);
    expect(dataSet.text(0x00100020)).toBe(subject);
    expect(meta.text(0x00020003)).toBe(dataSet.text(0x00080018));
    expect(meta.text(0x00020002)).toBe('1.2.840.10008.5.1.4.1.1.4');
  });

  it('keeps what the image cannot be understood without', () => {
    const instead = [
      { tag: 0x00080070, vr: 'LO', bytes: asciiBytes('SIEMENS') },
      { tag: 0x00181020, vr: 'LO', bytes: asciiBytes('syngo MR E11') },
      { tag: 0x00180015, vr: 'CS', bytes: asciiBytes('BRAIN') },
      { tag: 0x00180081, vr: 'DS', bytes: asciiBytes('12.5') },
      { tag: 0x00280030, vr: 'DS', bytes: asciiBytes('0.5\\0.5') },
      { tag: 0x00189087, vr: 'FD', bytes: new Uint8Array(8) },
    ];
    const { dataSet } = cleaned({ instead });
    const texts = instead.map(({ tag }) => dataSet.texts(tag).join('|'));
    expect(texts).toEqual(['SIEMENS', 'syngo MR E11', 'BRAIN', '12.5', '0.5|0.5', '0']);
  });

  it('replaces the same UID by the same, everywhere, and those of the standard not at all', () => {
    const uid = (tag: number, value: string) => ({ tag, vr: 'UI', bytes: asciiBytes(value, 'UI') });
    const instead = [
      uid(0x00080018, '1.2.3.999.7'),
      uid(0x0020000d, '1.2.3.999.8'),
      {
        tag: 0x00081140,
        vr: 'SQ',
        items: [[uid(0x00081150, '1.2.840.10008.5.1.4.1.1.4'), uid(0x00081155, '1.2.3.999.7')]],
      },
    ];
    const [first, second] = [cleaned({ instead, bare: true }), cleaned({ instead, number: 2, bare: true })];
    const instance = first.dataSet.text(0x00080018);
    expect(instance).toMatch(/^2\.25\.\d{30,39}$/);
    expect(second.dataSet.text(0x00080018)).toBe(instance);
    const [item] = first.dataSet.sequence(0x00081140);
    expect(item?.text(0x00081155)).toBe(instance);
    expect(item?.text(0x00081150)).toBe('1.2.840.10008.5.1.4.1.1.4');
    expect(first.dataSet.text(0x0020000d)).not.toBe(instance);
    expect(cleaned({ instead, bare: true }, { retainUids: true }).dataSet.text(0x00080018)).toBe(
      '1.2.3.999.7',
    );
    const other = deidentifyFile(plantedSource({ instead }), new DeidentificationKey(), {});
    expect(Buffer.concat([...other.bytes]).includes(instance ?? 'x')).toBe(false);
  });

  it('moves all dates of a patient by the same days', () => {
    const date = (tag: number, vr: string, value: string) => ({ tag, vr, bytes: asciiBytes(value, vr) });
    const instead = [
      date(0x00080020, 'DA', '20200229'),
      date(0x00080021, 'DA', '20200301'),
      date(0x00080030, 'TM', '101112.5'),
      date(0x0008002a, 'DT', '20200229101112.500000+0100'),
      date(0x00100030, 'DA', '19700101'),
    ];
    const { dataSet } = cleaned({ instead, bare: true }, { retainDatesShifted: true });
    const day = (text = '') =>
      Date.UTC(+text.slice(0, 4), +text.slice(4, 6) - 1, +text.slice(6, 8)) / 86_400_000;
    const [study = '', series = ''] = [dataSet.text(0x00080020), dataSet.text(0x00080021)];
    expect(day('20200229') - day(study)).toBeGreaterThanOrEqual(365);
    expect(day('20200229') - day(study)).toBeLessThanOrEqual(3650);
    expect(day(series) - day(study)).toBe(1);
    expect(dataSet.text(0x00080030)).toBe('101112.5');
    expect(dataSet.text(0x0008002a)).toBe(`${study}101112.500000+0100`);
    expect(dataSet.text(0x00100030)).toBeUndefined();
    expect(dataSet.text(0x00280303)).toBe('MODIFIED');
    expect(dataSet.sequence(0x00120064).map((item) => item.text(0x00080100))).toContain('113107');
  });

  it('keeps what the options name, and no age beyond 90', () => {
    const one = (tag: number, vr: string, value: string) => ({ tag, vr, bytes: asciiBytes(value) });
    const instead = [
      one(0x00100040, 'CS', 'F'),
      one(0x00101010, 'AS', '093Y'),
      one(0x00101030, 'DS', '61.5'),
      one(0x00181000, 'LO', '12345'),
      one(0x00081010, 'SH', 'MRC1'),
    ];
    const options = { retainDevice: true, retainCharacteristics: true };
    const { dataSet } = cleaned({ instead, bare: true }, options);
    expect(instead.map(({ tag }) => dataSet.text(tag))).toEqual(['F', '090Y', '61.5', '12345', 'MRC1']);
    const basic = cleaned({ instead, bare: true }).dataSet;
    expect(instead.map(({ tag }) => basic.text(tag))).toEqual([
      undefined,
      undefined,
      undefined,
      'REMOVED',
      'REMOVED',
    ]);
  });

  it('finds names in texts that are kept otherwise, whatever they look like', () => {
    for (const text of [
      'ZYXWVUTSKI',
      'made for zyxwvutski',
      'Zyx-wvutski',
      'x_Quirinius_x',
      'KH 4711 0815 Q',
      'by Wonderbar',
    ]) {
      const who = [
        { tag: 0x00100010, vr: 'PN', bytes: asciiBytes(PERSON.name) },
        { tag: 0x00100020, vr: 'LO', bytes: asciiBytes(PERSON.id) },
        { tag: 0x00080090, vr: 'PN', bytes: asciiBytes(PERSON.physician) },
      ];
      const instead = [...who, { tag: 0x00081090, vr: 'LO', bytes: asciiBytes(text) }];
      expect(cleaned({ instead, bare: true }).dataSet.text(0x00081090), text).toBe('REMOVED');
    }
  });

  it.each(['MR\0\0Hidden', 'MR\x1bHidden'])('trusts no padding: %j', (text) => {
    const instead = [
      { tag: 0x00180015, vr: 'CS', bytes: asciiBytes(text) },
      { tag: 0x00081090, vr: 'LO', bytes: asciiBytes(text) },
      { tag: 0x00080016, vr: 'UI', bytes: asciiBytes(`1.2.840.10008.5.1.4.1.1.4\0${text}`, 'UI') },
    ];
    expect(cleaned({ instead }).bytes.includes('Hidden')).toBe(false);
  });

  it('refuses compressed pixels that carry a name', () => {
    const source = bytesSource(new TextEncoder().encode(`\xff\xfe comment for ${PERSON.id} `), 'fragment');
    const stretch = (offset: number, length: number) => ({ source, offset, length });
    const instead = [{ tag: 0x7fe00010, vr: 'OB', fragments: [stretch(0, 0), stretch(0, source.size)] }];
    expect(() => cleaned({ instead, transferSyntax: TransferSyntax.jpegBaseline })).toThrow(
      /binary values that name nobody in \(7fe0,0010\) PixelData, received the name or number of somebody/,
    );
  });

  it('refuses pixels that are cut off', () => {
    const bytes = plantedDicom({ bare: true });
    const source = bytesSource(bytes.subarray(0, bytes.length - 60), 'short.dcm');
    expect(() => deidentifyFile(source, key, {})).toThrow(/^short.dcm: expected \d+ bytes/);
  });

  it('finds short names, in codes only as words', () => {
    const instead = [
      { tag: 0x00100010, vr: 'PN', bytes: asciiBytes('Doe^Li^^Dr') },
      { tag: 0x00081090, vr: 'LO', bytes: asciiBytes('scanner of Li') },
      { tag: 0x00180015, vr: 'CS', bytes: asciiBytes('DOE_KNEE') },
      { tag: 0x00080070, vr: 'LO', bytes: asciiBytes('Lithium Doeblin') },
      { tag: 0x00180022, vr: 'CS', bytes: asciiBytes('LI\\DOES') },
    ];
    const { dataSet } = cleaned({ instead, bare: true });
    const texts = [0x00081090, 0x00180015, 0x00080070, 0x00180022].map((tag) => dataSet.texts(tag).join('|'));
    expect(texts).toEqual(['REMOVED', '', 'Lithium Doeblin', 'LI|DOES']);
  });

  it('finds names of two signs', () => {
    const charset = { tag: 0x00080005, vr: 'CS', bytes: asciiBytes('ISO_IR 192') };
    const utf8 = (text: string) => new TextEncoder().encode(text);
    const instead = [
      charset,
      { tag: 0x00100010, vr: 'PN', bytes: utf8('Yamada^Tarou=山田^太郎') },
      { tag: 0x00081090, vr: 'LO', bytes: utf8('scanner of 山田') },
      { tag: 0x00080070, vr: 'LO', bytes: utf8('東芝') },
    ];
    const { dataSet } = cleaned({ instead, bare: true });
    expect([dataSet.text(0x00081090), dataSet.text(0x00080070)]).toEqual(['REMOVED', '東芝']);
  });

  it('refuses a transfer syntax that is none of the standard', () => {
    expect(() => cleaned({ transferSyntax: '1.2.840.113619.5.2' })).toThrow(
      'received another one, of a manufacturer',
    );
  });

  it('refuses more names than one patient has', () => {
    const names = Array.from({ length: 3000 }, (_, i) => `Name${i}`).join('\\');
    const instead = [{ tag: 0x00081060, vr: 'PN', bytes: asciiBytes(names) }];
    expect(() => cleaned({ instead, bare: true })).toThrow(
      'expected at most 2000 names and numbers of people',
    );
  });

  it('refuses a directory', () => {
    const instead = [{ tag: 0x00041220, vr: 'SQ', items: [[]] }];
    expect(() => cleaned({ instead })).toThrow('received a directory (DICOMDIR)');
  });
});

describe('burned-in text', () => {
  const cs = (tag: number, value: string) => ({ tag, vr: 'CS', bytes: asciiBytes(value) });

  it.each(['US', 'OT', 'ES', 'CR', 'XA', 'SC'])('may be in any image of %s', (modality) => {
    expect(() => cleaned({ modality, bare: true })).toThrow(
      'received an image that may have names burned into it. Look at it;',
    );
    expect(cleaned({ modality, bare: true }, { acceptBurnedInRisk: true }).burnedIn).toBe('possible');
    expect(cleaned({ modality, bare: true, instead: [cs(0x00280301, 'NO')] }).burnedIn).toBe('excluded');
  });

  it.each(['CT', 'MR', 'PT', 'NM'])('is not expected in originals of %s', (modality) => {
    expect(cleaned({ modality, bare: true }).burnedIn).toBe('not expected');
  });

  it.each([
    [
      'a secondary capture',
      { tag: 0x00080016, vr: 'UI', bytes: asciiBytes('1.2.840.10008.5.1.4.1.1.7', 'UI') },
    ],
    ['a conversion', cs(0x00080064, 'WSD')],
    ['a saved screen', cs(0x00080008, 'DERIVED\\SECONDARY\\SCREEN SAVE')],
    ['an overlay in unused bits', { tag: 0x60020102, vr: 'US', bytes: Uint8Array.of(12, 0) }],
    ['a color image', { tag: 0x00280002, vr: 'US', bytes: Uint8Array.of(3, 0) }],
  ])('may be in %s', (_, one) => {
    expect(() => cleaned({ instead: [one], bare: true })).toThrow('may have names burned into it');
  });

  it('is believed where the file declares it, whatever the user accepts', () => {
    expect(() => cleaned({ instead: [cs(0x00280301, 'YES')] }, { acceptBurnedInRisk: true })).toThrow(
      'Burned In Annotation is YES',
    );
  });
});
