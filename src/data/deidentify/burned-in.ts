import type { DataSet } from '../../formats/dicom/data-set.ts';
import { Tag } from '../../formats/dicom/tags.ts';

/** What is known of text that is burned into the pixels. */
export type BurnedIn =
  /** The file says that there is none. */
  | 'excluded'
  /** The file says nothing, but its kind does not have any. */
  | 'not expected'
  /** The file says nothing, and its kind may have some. */
  | 'possible'
  /** The file says that there is some. */
  | 'declared';

/** Scanners whose original images carry no text. */
const WITHOUT_TEXT = new Set(['CT', 'MR', 'NM', 'PT', 'RTDOSE', 'SEG']);

/** Secondary captures are what was on some screen; their SOP classes (PS3.4, B.5) begin so. */
const SECONDARY_CAPTURE = '1.2.840.10008.5.1.4.1.1.7';

/** Parts of Image Type by which screens, reports and drawings are known. */
const SCREENS = /SCREEN|SAVE|CAPTURE|REPORT|PROT|DOSE_INFO|SECONDARY$/;

const ConversionType = 0x00080064;

/** The element of each overlay group that says in which bit it lies. */
const OVERLAY_BIT_POSITION = 0x0102;

/**
 * Whether text may be burned into an image. Where Burned In Annotation (0028,0301) says neither YES nor NO, only gray
 * images of CT, MR, NM, PET, and dose and segmentation objects count as free of text, unless they are secondary
 * captures, screens, reports or in color. An overlay in unused bits of the pixels, which stays with these, counts as text.
 */
export function burnedIn(dataSet: DataSet): BurnedIn {
  const declared = dataSet.text(Tag.BurnedInAnnotation)?.toUpperCase();
  if (declared === 'YES') return 'declared';
  if (hasOverlayInPixels(dataSet)) return 'possible';
  if (declared === 'NO') return 'excluded';
  return isWithoutText(dataSet) ? 'not expected' : 'possible';
}

function isWithoutText(dataSet: DataSet): boolean {
  const [, , ...kinds] = dataSet.texts(Tag.ImageType);
  return (
    WITHOUT_TEXT.has(dataSet.text(Tag.Modality) ?? '') &&
    !dataSet.text(Tag.SOPClassUID)?.startsWith(SECONDARY_CAPTURE) &&
    dataSet.text(ConversionType) === undefined &&
    !kinds.some((kind) => SCREENS.test(kind)) &&
    (dataSet.number(Tag.SamplesPerPixel) ?? 1) === 1
  );
}

/** Whether an overlay (PS3.3, C.9.2, retired) lies in the pixels' own unused bits: its position is not the first. */
function hasOverlayInPixels(dataSet: DataSet): boolean {
  return dataSet.elements.some(({ tag }) => {
    const isPosition = tag >>> 24 === 0x60 && (tag & 0xffff) === OVERLAY_BIT_POSITION;
    return isPosition && dataSet.number(tag) !== 0;
  });
}
