import { InputError } from '../../util/errors.ts';
import { type ArrayFile, checkShape } from '../array/array-file.ts';
import type { ArrayFormat } from '../array/array-format.ts';
import type { ByteSource } from '../bytes/source.ts';
import { acquisitionOf } from './acquisition.ts';
import type { DataSet } from './data-set.ts';
import { essentialsOf } from './essentials.ts';
import { type FrameLayout, layoutOf } from './geometry.ts';
import { describePixels, isColor, type Photometric, type PixelDescription } from './pixels/description.ts';
import { displayWindow } from './pixels/display-window.ts';
import { inFileOrder } from './pixels/frame-order.ts';
import { pixelEssentials, unitOf } from './pixels/meaning.ts';
import { pixelReader } from './pixels/reader.ts';
import { type DicomFile, looksLikeDicom, readDicom } from './read.ts';
import { Tag } from './tags.ts';

/** Images in DICOM files (PS3.10). */
export const dicom: ArrayFormat = {
  name: 'dicom',
  recognizes: (head) => looksLikeDicom(head),
  open: (source) => openDicom(source),
};

/**
 * Opens a DICOM image. Its values are those of the modality: the bits that count, with their sign, palettes looked up,
 * YBR as RGB, rescaled (then as float64) or by the modality's table. A block is a frame.
 *
 * The shape is [row, column], [slice or frame, row, column] or [time or frame, slice, row, column], and for color
 * [..., sample]. Frames of an enhanced image come sorted by position.
 *
 * @example const file = await openDicom(bytesSource(bytes, 'scan.dcm'));
 * @throws InputError for what is not DICOM, has no pixels, is cut off, or of a kind that is not in use.
 */
export async function openDicom(source: ByteSource): Promise<ArrayFile> {
  const file = readDicom(source);
  const { dataSet, pixelData } = file;
  if (!pixelData) throw withoutPixels(file, source.name);
  const tag = pixelData.kind === 'native' ? pixelData.tag : Tag.PixelData;
  const description = describePixels(dataSet, tag, source.name);
  const reader = pixelReader(file, pixelData, description, source.name);
  const layout = inFileOrder(layoutOf(dataSet));
  const array = arrangement(description, layout);
  checkShape(array.shape, source.name);
  const warnings = [...file.warnings, ...layout.warnings, ...reader.warnings];
  return withSubject(dataSet, {
    ...array,
    ...meaningOf(dataSet, description),
    dtype: reader.dtype,
    ...(warnings.length > 0 && { warnings }),
    blockCount: description.frames,
    readBlock: (block, into) => reader.read(layout.order?.[block] ?? block, into),
    close: () => {},
  });
}

/** Shape and axes, and how they lie in space. */
function arrangement({ rows, columns, photometric }: PixelDescription, { axes, geometry }: FrameLayout) {
  const color = hasColor(photometric);
  const ends = color ? (['row', 'column', 'sample'] as const) : (['row', 'column'] as const);
  return {
    format: 'dicom',
    shape: [...axes.map(({ length }) => length), rows, columns, ...(color ? [3] : [])],
    axes: [...axes.map(({ name }) => name), ...ends],
    order: 'row-major',
    ...(geometry && { geometry }),
  } as const;
}

/** What gray values mean, and how they are to be shown. */
function meaningOf(dataSet: DataSet, { photometric }: PixelDescription) {
  if (hasColor(photometric)) return {};
  const [unit, window] = [unitOf(dataSet), displayWindow(dataSet)];
  return {
    ...(unit !== undefined && { unit }),
    ...(window && { window }),
    ...(photometric === 'MONOCHROME1' && { inverted: true }),
  };
}

function hasColor(photometric: Photometric): boolean {
  return isColor(photometric) || photometric === 'PALETTE COLOR';
}

/** With what the header says besides, which takes as long to read as the pixels: when it is asked for. */
function withSubject(dataSet: DataSet, image: Omit<ArrayFile, 'acquisition' | 'essentials'>): ArrayFile {
  let acquisition: ArrayFile['acquisition'] | undefined;
  let essentials: ArrayFile['essentials'] | undefined;
  return {
    ...image,
    get acquisition() {
      acquisition ??= acquisitionOf(dataSet);
      return acquisition;
    },
    get essentials() {
      essentials ??= [...essentialsOf(dataSet), ...pixelEssentials(dataSet)];
      return essentials;
    },
  };
}

function withoutPixels({ dataSet, meta }: DicomFile, where: string): InputError {
  return new InputError({
    where,
    expected: 'a DICOM image',
    received: `${kindOf(dataSet, meta)} without pixels`,
    remedy: 'It belongs to images, which are files of their own.',
  });
}

function kindOf(dataSet: DataSet, meta: DataSet): string {
  const modality = dataSet.text(Tag.Modality);
  if (dataSet.element(Tag.DirectoryRecordSequence)) return 'a DICOMDIR';
  const sopClass = dataSet.text(Tag.SOPClassUID) ?? meta.text(Tag.MediaStorageSOPClassUID);
  if (modality) return `a DICOM file of modality ${JSON.stringify(modality.slice(0, 20))}`;
  return sopClass ? `a DICOM file of class ${JSON.stringify(sopClass.slice(0, 64))}` : 'a DICOM file';
}
