import type { DataSet } from './data-set.ts';
import { functionalGroup } from './functional-groups.ts';
import { PrivateElements, type PrivateTag } from './private.ts';
import { Tag } from './tags.ts';
import { binaryNumbers } from './vr.ts';

/** How an image is weighted by diffusion. */
export interface DiffusionWeighting {
  /** In s/mm². */
  readonly bValue?: number;
  /** The gradient's direction, in the coordinates that the manufacturer uses. */
  readonly direction?: readonly number[];
}

/** A manufacturer's elements; their VR is needed where the file leaves it out. */
interface Maker {
  readonly bValue: PrivateTag;
  readonly bValueVr: 'IS' | 'FL';
  /** One element with three numbers, or three with one. */
  readonly direction: readonly PrivateTag[];
  readonly directionVr: 'FD' | 'FL' | 'DS';
}

/** Private elements for diffusion, as the manufacturers' conformance statements list them. */
const MAKERS: readonly Maker[] = [
  {
    bValue: { creator: 'SIEMENS MR HEADER', group: 0x0019, offset: 0x0c },
    bValueVr: 'IS',
    direction: [{ creator: 'SIEMENS MR HEADER', group: 0x0019, offset: 0x0e }],
    directionVr: 'FD',
  },
  {
    bValue: { creator: 'GEMS_PARM_01', group: 0x0043, offset: 0x39 },
    bValueVr: 'IS',
    direction: [0xbb, 0xbc, 0xbd].map((offset) => ({ creator: 'GEMS_ACQU_01', group: 0x0019, offset })),
    directionVr: 'DS',
  },
  {
    bValue: { creator: 'Philips Imaging DD 001', group: 0x2001, offset: 0x03 },
    bValueVr: 'FL',
    direction: [0xb0, 0xb1, 0xb2].map((offset) => ({
      creator: 'Philips MR Imaging DD 001',
      group: 0x2005,
      offset,
    })),
    directionVr: 'FL',
  },
];

/** GE adds this to b values that are written for some workstations. */
const GE_OFFSET = 1_000_000_000;

/** The diffusion weighting of an image: of the standard's elements, or else of its manufacturer's. */
export function diffusionOf(dataSet: DataSet): DiffusionWeighting {
  const group = functionalGroup(dataSet, 0, Tag.MRDiffusionSequence) ?? dataSet;
  const bValue = group.number(Tag.DiffusionBValue);
  if (bValue !== undefined) return weighting(bValue, group.numbers(Tag.DiffusionGradientOrientation));
  if (dataSet.text(Tag.Modality) !== 'MR') return {};
  const elements = new PrivateElements(dataSet);
  const found = MAKERS.map((maker) => madeBy(maker, dataSet, elements));
  return found.find((one) => one.bValue !== undefined) ?? {};
}

function madeBy(maker: Maker, dataSet: DataSet, elements: PrivateElements): DiffusionWeighting {
  const read = (tag: PrivateTag, vr: string) => numbersOf(dataSet, elements.element(tag)?.tag, vr);
  const [bValue] = read(maker.bValue, maker.bValueVr);
  if (bValue === undefined || !Number.isFinite(bValue)) return {};
  return weighting(
    bValue % GE_OFFSET,
    maker.direction.flatMap((tag) => read(tag, maker.directionVr)),
  );
}

function numbersOf(dataSet: DataSet, tag: number | undefined, vr: string): readonly number[] {
  if (tag === undefined) return [];
  if (dataSet.element(tag)?.vr !== 'UN') return dataSet.numbers(tag);
  const bytes = dataSet.bytes(tag) ?? new Uint8Array(0);
  return binaryNumbers(bytes, vr, dataSet.encoding.littleEndian) ?? dataSet.numbers(tag);
}

function weighting(bValue: number, direction: readonly number[]): DiffusionWeighting {
  const whole = direction.length === 3 && direction.every(Number.isFinite);
  return { bValue, ...(whole && { direction }) };
}
