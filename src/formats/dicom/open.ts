import { InputError } from '../../util/errors.ts';
import { type ArrayFile, checkShape } from '../array-file.ts';
import type { ArrayFormat } from '../array-format.ts';
import type { Numbers } from '../dtype.ts';
import type { ByteSource } from '../source.ts';
import { acquisitionOf } from './acquisition.ts';
import type { DataSet } from './data-set.ts';
import { essentialsOf } from './essentials.ts';
import { layoutOf } from './geometry.ts';
import { describePixels, isColor } from './pixels/description.ts';
import { displayWindow } from './pixels/display-window.ts';
import { inFileOrder } from './pixels/frame-order.ts';
import { pixelEssentials, unitOf } from './pixels/meaning.ts';
import { type PixelReader, pixelReader } from './pixels/reader.ts';
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
  const { dataSet } = file;
  const { pixelData } = file;
  if (!pixelData) throw withoutPixels(file, source.name);
  const tag = pixelData.kind === 'native' ? pixelData.tag : Tag.PixelData;
  const description = describePixels(dataSet, tag, source.name);
  const reader = pixelReader(file, pixelData, description, source.name);
  const { rows, columns, frames, photometric } = description;
  const layout = inFileOrder(layoutOf(dataSet));
  const color = isColor(photometric) || photometric === 'PALETTE COLOR';
  const shape = [...layout.axes.map(({ length }) => length), rows, columns, ...(color ? [3] : [])];
  checkShape(shape, source.name);
  const unit = unitOf(dataSet);
  const window = color ? undefined : displayWindow(dataSet);
  const warnings = [...file.warnings, ...layout.warnings, ...reader.warnings];
  return {
    format: 'dicom',
    shape,
    axes: [...layout.axes.map(({ name }) => name), 'row', 'column', ...(color ? ['sample' as const] : [])],
    dtype: reader.dtype,
    order: 'row-major',
    ...(layout.geometry && { geometry: layout.geometry }),
    ...(unit !== undefined && { unit }),
    ...(window && { window }),
    ...(photometric === 'MONOCHROME1' && { inverted: true }),
    acquisition: acquisitionOf(dataSet),
    essentials: [...essentialsOf(dataSet), ...pixelEssentials(dataSet)],
    ...(warnings.length > 0 && { warnings }),
    blockCount: frames,
    readBlock: (block) => readFrame(reader, layout.order?.[block] ?? block),
    close: () => {},
  };
}

async function readFrame(reader: PixelReader, frame: number): Promise<Numbers> {
  return reader.read(frame);
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
  if (modality) return `a DICOM file of modality ${modality}`;
  return sopClass ? `a DICOM file of class ${sopClass}` : 'a DICOM file';
}
