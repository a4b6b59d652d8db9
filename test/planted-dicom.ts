import table from '../src/data/deidentify/confidentiality.json' with { type: 'json' };
import { bytesSource } from '../src/formats/bytes/source.ts';
import dictionary from '../src/formats/dicom/dictionary.json' with { type: 'json' };
import { TransferSyntax } from '../src/formats/dicom/transfer-syntax.ts';
import { asciiBytes, dicomBytes, type WrittenElement } from '../src/formats/dicom/write.ts';

/** Who is in the planted files. */
export const PERSON = {
  name: 'Zyxwvutski^Quirinius',
  id: 'KH-4711-0815-Q',
  birthDate: '19320517',
  accession: 'ACC99887766',
  institution: 'Sankt Plantus Spital',
  physician: 'Wonderbar^Hildegunde',
};

/** Begins every value that is planted where nothing may be kept. */
export const MARK = 'PLNT';

/** What must not be found anywhere. */
export const TRACES: readonly string[] = [
  MARK,
  'Zyxwvutski',
  'ZYXWVUTSKI',
  'Quirinius',
  PERSON.id,
  '4711-0815',
  PERSON.birthDate,
  PERSON.accession,
  'Plantus',
  'Wonderbar',
  'Hildegunde',
  '1.2.3.999.',
];

const STRINGS = new Set([
  'AE',
  'AS',
  'CS',
  'DA',
  'DS',
  'DT',
  'IS',
  'LO',
  'LT',
  'PN',
  'SH',
  'ST',
  'TM',
  'UC',
  'UI',
  'UR',
  'UT',
]);

/** Texts that are kept if they name nobody: the patient's own name is planted in them. */
const KEPT = new Set([...table.technical.split(' '), '00102160']);

/** What the file could not be read without. */
const NEEDED = /^(0000|0002|0004|fffe|0008(0005|0016|0060|0064)|0028(0004|0008|0301)|7fe0)/;

interface Tagged {
  readonly tag: number;
  readonly vr: string;
  readonly text: string;
}

/** A text for every element of the dictionary whose values are texts. */
function plantedTexts(): Tagged[] {
  return Object.entries(dictionary)
    .filter(([vr]) => STRINGS.has(vr))
    .flatMap(([vr, entries]) => entries.split(' ').map((entry) => ({ vr, digits: entry.slice(0, 8) })))
    .filter(({ digits }) => !digits.includes('x') && !NEEDED.test(digits))
    .map(({ vr, digits }) => ({ tag: Number.parseInt(digits, 16), vr, text: plantedText(digits, vr) }));
}

const OWN: Readonly<Record<string, string>> = {
  '00080050': PERSON.accession,
  '00080080': PERSON.institution,
  '00080090': PERSON.physician,
  '00100010': PERSON.name,
  '00100020': PERSON.id,
  '00100030': PERSON.birthDate,
  '00080008': 'ORIGINAL\\PRIMARY\\AXIAL',
};

function plantedText(digits: string, vr: string): string {
  const own = OWN[digits];
  if (own !== undefined) return own;
  if (KEPT.has(digits)) return `Siemens\\of ${PERSON.name.replace('^', ' ')}`;
  if (vr === 'CS') return 'ZYXWVUTSKI';
  if (vr === 'UI') return `1.2.3.999.${Number.parseInt(digits, 16)}`;
  if (vr === 'DA') return PERSON.birthDate;
  if (vr === 'DT') return `${PERSON.birthDate}121314.5`;
  if (vr === 'PN') return `${MARK}${digits}^A`;
  if (vr === 'TM') return '11121314151617';
  return `${MARK}${digits}`;
}

function element({ tag, vr, text }: Tagged): WrittenElement {
  return { tag, vr, bytes: asciiBytes(text, vr) };
}

function text(tag: number, vr: string, value: string): WrittenElement {
  return element({ tag, vr, text: value });
}

/** Everything once more in items: of the standard, three deep, and of a manufacturer. */
function planted(depth: number): WrittenElement[] {
  const secret = `${MARK} private ${PERSON.name}`;
  const hidden = new TextEncoder().encode(`${secret} `);
  const own: WrittenElement[] = [
    text(0x00090010, 'LO', `${MARK} creator`),
    text(0x00091001, 'LO', secret),
    { tag: 0x00091002, vr: 'OB', bytes: hidden },
    { tag: 0x00091003, vr: 'SQ', items: [[text(0x00100010, 'PN', PERSON.name)]] },
    { tag: 0x00282000, vr: 'OB', bytes: hidden },
    { tag: 0x00420011, vr: 'OB', bytes: hidden },
    text(0x50000022, 'LO', secret),
    text(0x60004000, 'LT', secret),
    { tag: 0x60003000, vr: 'OW', bytes: hidden },
    text(0x60020022, 'LO', secret),
    { tag: 0x0016002b, vr: 'OB', bytes: hidden },
    { tag: 0xfffcfffc, vr: 'OB', bytes: hidden },
    { tag: 0x00189999, vr: 'UN', bytes: hidden },
    text(0x0019ff01, 'UT', secret),
    ...(depth > 0
      ? [0x00081115, 0x00081140, 0x00400275, 0x00089215].map(
          (tag): WrittenElement => ({
            tag,
            vr: 'SQ',
            items: depth > 1 && tag !== 0x00081115 ? [[]] : [planted(depth - 1)],
          }),
        )
      : []),
  ];
  return [...plantedTexts().map(element), ...own].sort((a, b) => a.tag - b.tag);
}

/** Two bytes a pixel, 4 by 4. */
export const PIXELS = Uint8Array.from({ length: 32 }, (_, i) => (i * 37) % 251);

function image(modality: string, number: number, littleEndian: boolean): WrittenElement[] {
  const short = (tag: number, value: number): WrittenElement => {
    return { tag, vr: 'US', bytes: littleEndian ? Uint8Array.of(value, 0) : Uint8Array.of(0, value) };
  };
  return [
    text(0x00080005, 'CS', 'ISO_IR 100'),
    text(0x00080016, 'UI', '1.2.840.10008.5.1.4.1.1.4'),
    text(0x00080060, 'CS', modality),
    text(0x00200013, 'IS', String(number)),
    short(0x00280002, 1),
    text(0x00280004, 'CS', 'MONOCHROME2'),
    short(0x00280010, 4),
    short(0x00280011, 4),
    short(0x00280100, 16),
    short(0x00280101, 16),
    short(0x00280102, 15),
    short(0x00280103, 0),
    { tag: 0x7fe00010, vr: 'OW', bytes: PIXELS },
  ];
}

/** How a planted file differs from the others. */
export interface PlantedOptions {
  readonly transferSyntax?: string;
  readonly modality?: string;
  readonly number?: number;
  /** In place of planted elements, by tag. */
  readonly instead?: readonly WrittenElement[];
  /** Whether to plant nothing but what `instead` gives. */
  readonly bare?: boolean;
}

/** A DICOM file with something identifying wherever there is room for it. */
export function plantedDicom(options: PlantedOptions = {}): Uint8Array {
  const {
    transferSyntax = TransferSyntax.explicitLittle,
    modality = 'MR',
    number = 1,
    instead = [],
  } = options;
  const byTag = new Map<number, WrittenElement>();
  const all = [
    ...(options.bare ? [] : planted(3)),
    ...image(modality, number, transferSyntax !== TransferSyntax.explicitBig),
    ...instead,
  ];
  for (const one of all) byTag.set(one.tag, one);
  const elements = [...byTag.values()].sort((a, b) => a.tag - b.tag);
  const meta = [
    text(0x00020016, 'AE', `${MARK}AE`),
    text(0x00020100, 'UI', '1.2.3.999.1'),
    { tag: 0x00020102, vr: 'OB', bytes: asciiBytes(`${MARK} private information`) },
  ];
  const bytes = Buffer.concat([...dicomBytes({ transferSyntax, elements, meta })]);
  bytes.write(`${MARK} preamble ${PERSON.name}`);
  const trailer =
    transferSyntax === TransferSyntax.deflated ? '' : `${MARK} behind everything ${PERSON.name}`;
  return new Uint8Array(Buffer.concat([bytes, Buffer.from(trailer)]));
}

/** The same as a source, for functions that read one. */
export function plantedSource(options: PlantedOptions = {}) {
  return bytesSource(plantedDicom(options), 'planted.dcm');
}
