import { InputError } from '../../util/errors.ts';
import type { Acquisition } from '../array/acquisition.ts';
import { neighborOf, splitName } from '../bytes/file-name.ts';
import { printable } from '../bytes/printable.ts';
import type { ByteSource } from '../bytes/source.ts';
import { isObject, parseJson } from '../json.ts';

/** Sidecars are small; more is not read. */
const MOST_BYTES = 16 << 20;

const DEPTH = 64;

/** What a file's name and its JSON sidecar say, as BIDS lays down (BIDS 1.9, "File name structure", "MRI"). */
export interface BidsInformation {
  readonly acquisition: Acquisition;
  readonly warnings: readonly string[];
}

/** Reads the name, and the `.json` beside the file where there is one; a damaged one is a warning. */
export function readBids(source: ByteSource): BidsInformation {
  const named = bidsEntities(source.name);
  const sidecar = neighborOf(source, 'json');
  if (!sidecar) return { acquisition: named, warnings: [] };
  try {
    return { acquisition: { ...named, ...sidecarAcquisition(readSidecar(sidecar)) }, warnings: [] };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { acquisition: named, warnings: [`The sidecar was left out: ${error.message}`] };
  }
}

/** The subject and session in a name. */
function bidsEntities(name: string): Pick<Acquisition, 'subject' | 'session'> {
  const entity = (key: string) =>
    new RegExp(`(?:^|_)${key}-([A-Za-z0-9]+)(?=_|$)`).exec(splitName(name).stem)?.[1];
  const [subject, session] = [entity('sub'), entity('ses')];
  return { ...(subject && { subject }), ...(session && { session }) };
}

function readSidecar(source: ByteSource): Readonly<Record<string, unknown>> {
  const refuse = (expected: string, received: string) =>
    new InputError({ where: source.name, expected, received });
  if (source.size > MOST_BYTES) throw refuse(`a sidecar of at most ${MOST_BYTES} bytes`, `${source.size}`);
  const text = new TextDecoder().decode(source.read(0, source.size));
  const parsed = parseJson(text, source.name, DEPTH);
  if (!isObject(parsed)) throw refuse('an object in JSON', 'something else');
  return parsed;
}

/** What a sidecar says, in the units of {@link Acquisition}: BIDS keeps times in seconds. */
function sidecarAcquisition(sidecar: Readonly<Record<string, unknown>>): Acquisition {
  const text = (key: string) => {
    const value = sidecar[key];
    return typeof value === 'string' && printable(value) !== '' ? printable(value) : undefined;
  };
  const number = (key: string, factor = 1) => {
    const value = sidecar[key];
    return typeof value === 'number' ? rounded(value * factor) : undefined;
  };
  const [manufacturer, model, serial] = [
    text('Manufacturer'),
    text('ManufacturersModelName'),
    text('DeviceSerialNumber'),
  ];
  return withoutGaps({
    description: text('SeriesDescription'),
    modality: text('Modality'),
    site: text('InstitutionName'),
    scanner: [manufacturer, model, serial].filter((part) => part !== undefined).join(' ') || undefined,
    manufacturer,
    model,
    date: /^\d{4}-\d\d-\d\d/.exec(text('AcquisitionDateTime') ?? text('AcquisitionDate') ?? '')?.[0],
    bodyPart: text('BodyPartExamined') ?? text('BodyPart'),
    protocol: text('ProtocolName'),
    fieldStrengthTesla: number('MagneticFieldStrength'),
    echoTimeMs: number('EchoTime', 1000),
    repetitionTimeMs: number('RepetitionTime', 1000),
    inversionTimeMs: number('InversionTime', 1000),
    flipAngleDegrees: number('FlipAngle'),
  });
}

/** Without the noise that a product of decimals has: 0.0707 s are 70.7 ms. */
function rounded(value: number): number {
  return Number(value.toPrecision(12));
}

type Gappy = { readonly [Key in keyof Acquisition]: Acquisition[Key] | undefined };

function withoutGaps(acquisition: Gappy): Acquisition {
  return Object.fromEntries(Object.entries(acquisition).filter(([, value]) => value !== undefined));
}
