import { z } from 'zod';
import { type GrayWindow, grayWindow } from '../../../data/pictures/gray-window.ts';
import { takePictures } from '../../../data/pictures/take-pictures.ts';
import type { Sides, ViewingPlane } from '../../../data/pictures/viewing-plane.ts';
import { type ArrayHeader, headerOf } from '../../../data/reading/array-header.ts';
import { defineReaderTask } from '../../../data/reading/reader-task.ts';
import { type ArrayFile, isComplex } from '../../../formats/index.ts';
import { imagePlace, pictureCount, planeAt, withImage } from './image-place.ts';

/** An axis along which one place is shown, and others could be. */
export interface OtherAxis {
  /** Which one, in the shape. */
  readonly axis: number;
  readonly name: string;
  readonly length: number;
}

/** What an image is, and how its pictures are shown. */
export interface ImageDescription {
  readonly header: ArrayHeader;
  readonly rows: number;
  readonly columns: number;
  readonly samples: 1 | 3;
  readonly isComplex: boolean;
  readonly isKspace: boolean;
  /** How many pictures there are, and of what. */
  readonly count: number;
  readonly counted: string;
  readonly spacing?: readonly [rows: number, columns: number];
  readonly sides?: Sides;
  readonly window: GrayWindow;
  /** The place shown on each axis; those of `others` may be chosen. */
  readonly fixed: readonly number[];
  readonly others: readonly OtherAxis[];
  /** Whether its pictures are slices of a volume. */
  readonly isVolume: boolean;
}

/** What one picture takes at most beside the values of its file, in bytes. */
const PICTURE_BYTES = 2 ** 27;

/** What an image is: its header, how it is best shown, and through which window. */
export const describeImage = defineReaderTask({
  name: 'describe-image',
  argument: imagePlace,
  result: z.custom<ImageDescription>(
    (value) => z.looseObject({ header: z.looseObject({}), rows: z.number() }).safeParse(value).success,
  ),
  run(argument, context) {
    context.allow(PICTURE_BYTES);
    return withImage(argument, context, described);
  },
});

async function described(file: ArrayFile): Promise<ImageDescription> {
  const plane = planeAt(file, undefined, 1);
  const middle = await takePictures(file, 1);
  const [picture] = middle.pictures;
  const { spacing, sides } = plane;
  return {
    header: headerOf(file),
    rows: picture?.rows ?? 1,
    columns: picture?.columns ?? 1,
    samples: picture?.samples === 3 ? 3 : 1,
    isComplex: isComplex(file.dtype),
    isKspace: middle.logarithmic,
    count: pictureCount(file, plane),
    counted: countedBy(picture?.axis),
    ...(spacing && { spacing }),
    ...(sides && { sides }),
    window: grayWindow(file, middle),
    fixed: plane.fixed,
    others: othersOf(file, plane),
    isVolume: isVolume(file, plane),
  };
}

/** What pictures are called that an axis counts. */
function countedBy(axis: string | undefined): string {
  return axis === undefined || axis === '' || axis === 'other' ? 'picture' : axis;
}

function othersOf({ shape, axes }: ArrayFile, plane: ViewingPlane): OtherAxis[] {
  const taken = [plane.rowAxis, plane.columnAxis, plane.pictureAxis, plane.sampleAxis];
  return shape.flatMap((length, axis) =>
    length > 1 && !taken.includes(axis) ? [{ axis, name: axes[axis] ?? 'other', length }] : [],
  );
}

/** Fewer slices than this are no volume to be turned. */
const LEAST_SLICES = 4;

function isVolume(file: ArrayFile, plane: ViewingPlane): boolean {
  const { pictureAxis, sampleAxis } = plane;
  if (pictureAxis === undefined || sampleAxis !== undefined || isComplex(file.dtype)) return false;
  return (file.geometry?.axes.includes(pictureAxis) ?? false) && pictureCount(file, plane) >= LEAST_SLICES;
}
