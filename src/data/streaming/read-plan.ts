import { type FormatName, isComplex } from '../../formats/index.ts';
import { product } from '../../util/arrays.ts';
import { check } from '../../util/errors.ts';
import type { Item } from '../manifest/item.ts';
import { type Axis, type AxisRoles, axisRoles, imagesIn } from './axis-roles.ts';
import type { Conversion } from './conversion.ts';
import type { Stride } from './read-region.ts';

/** What is read for one input, and what becomes of it: plain data, to be sent to a thread. */
export interface ReadPlan {
  /** The item's identifier, for errors. */
  readonly item: string;
  /** Absolute paths. */
  readonly files: readonly string[];
  readonly member: string | undefined;
  readonly format: FormatName;
  /** How many bytes the files have together. */
  readonly bytes: number;
  /** The hash of the item's values. */
  readonly hash: string;
  /** Which entry of the array's first axis the item is. */
  readonly index: number | undefined;
  /** Of the item, as its manifest has it. */
  readonly shape: readonly number[];
  readonly isComplex: boolean;
  /** Whether the channels are colors. */
  readonly isColor: boolean;
  /** The shape as it is read: [channel, slice, row, column] with 2 before the rows of complex values; [n] of a list. */
  readonly shapeRead: readonly number[];
  /** Axes of the item and their place in `shapeRead`; the strides of the file are still to come. */
  readonly axes: readonly PlannedAxis[];
  /** Which entry of each axis is the first. */
  readonly first: readonly number[];
  /** How far the imaginary part goes behind the real one. */
  readonly imaginary: number | undefined;
}

/** An axis of the item that is read, and how far neighbors lie apart in what is read. */
export interface PlannedAxis extends Axis {
  readonly to: Stride['to'];
}

/**
 * What is read for the inputs that an item gives: one for each slice, or one for all.
 *
 * @throws InputError for an item with several axes beside slices, rows and columns that is to be one volume.
 */
export function readPlans(
  item: Item,
  files: readonly string[],
  { items }: Pick<Conversion, 'items'>,
): ReadPlan[] {
  const roles = axisRoles(item);
  if (items === 'volumes') return [planOf(item, files, roles, volumeAxis(item, roles), [])];
  const steps = [...(roles.slice ? [roles.slice] : []), ...roles.others];
  return Array.from({ length: imagesIn(roles) }, (_, image) =>
    planOf(item, files, roles, undefined, entries(steps, image)),
  );
}

/** The axis along which a volume's images follow each other. */
function volumeAxis(item: Item, { slice, others }: AxisRoles): Axis | undefined {
  const long = others.filter(({ length }) => length > 1);
  const axes = slice && slice.length > 1 ? [slice, ...long] : long;
  check(axes.length < 2, () => ({
    where: item.id,
    expected: 'a volume of slices',
    received: `shape [${item.shape.join(', ')}] with axes ${item.axes.join(', ')}`,
    remedy: 'Take items: slices.',
  }));
  return axes[0] ?? slice;
}

/** Which entry of each axis an image is. */
function entries(
  axes: readonly Axis[],
  image: number,
): readonly { readonly axis: Axis; readonly entry: number }[] {
  let rest = image;
  return axes.toReversed().map((axis) => {
    const entry = rest % axis.length;
    rest = Math.floor(rest / axis.length);
    return { axis, entry: axis.reversed ? axis.length - 1 - entry : entry };
  });
}

function planOf(
  item: Item,
  files: readonly string[],
  { channels, row, column }: AxisRoles,
  slice: Axis | undefined,
  chosen: ReturnType<typeof entries>,
): ReadPlan {
  const complex = isComplex(item.dtype);
  const isList = !row && !complex && channels.length === 0;
  const image = (row?.length ?? 1) * column.length;
  const plane = complex ? 2 * image : image;
  const axes: PlannedAxis[] = [{ ...column, to: 1 }];
  if (row) axes.push({ ...row, to: column.length });
  if (slice) axes.push({ ...slice, to: plane });
  let step = plane * (slice?.length ?? 1);
  for (const channel of channels.toReversed()) {
    axes.push({ ...channel, to: step });
    step *= channel.length;
  }
  const count = product(channels.map(({ length }) => length));
  const shapeRead = [
    count,
    ...(slice ? [slice.length] : []),
    ...(complex ? [2] : []),
    row?.length ?? 1,
    column.length,
  ];
  const { member, index, bytes } = item.source;
  return {
    ...{
      item: item.id,
      files,
      hash: item.hash,
      format: item.format,
      member,
      bytes,
      index,
      shape: item.shape,
      isComplex: complex,
    },
    isColor: channels.some(({ at, length }) => item.axes[at] === 'sample' && length > 1),
    shapeRead: isList ? [column.length] : shapeRead,
    axes,
    first: item.shape.map((_, at) => chosen.find(({ axis }) => axis.at === at)?.entry ?? 0),
    imaginary: complex ? image : undefined,
  };
}
