import type { DataSet } from '../data-set.ts';
import { functionalGroup } from '../functional-groups.ts';
import { Tag } from '../tags.ts';

/**
 * The values that a viewer should show as black and white: by the first Window Center and Width (PS3.3, C.11.2.1.2), or
 * the extent of the VOI lookup table; of an enhanced image those of the first frame. In values after the rescale.
 */
export function displayWindow(dataSet: DataSet): readonly [black: number, white: number] | undefined {
  const group = functionalGroup(dataSet, 0, Tag.FrameVOILUTSequence);
  return windowOf(dataSet) ?? (group && windowOf(group)) ?? tableExtent(dataSet);
}

function windowOf(dataSet: DataSet): readonly [number, number] | undefined {
  const [center, width] = [dataSet.number(Tag.WindowCenter), dataSet.number(Tag.WindowWidth)];
  if (center === undefined || width === undefined) return undefined;
  const linear = (dataSet.text(Tag.VOILUTFunction) ?? 'LINEAR') === 'LINEAR';
  if (linear)
    return width >= 1 ? [center - 0.5 - (width - 1) / 2, center - 0.5 + (width - 1) / 2] : undefined;
  return width > 0 ? [center - width / 2, center + width / 2] : undefined;
}

function tableExtent(dataSet: DataSet): readonly [number, number] | undefined {
  const [item] = dataSet.sequence(Tag.VOILUTSequence);
  const [length, first] = item?.numbers(Tag.LUTDescriptor) ?? [];
  if (length === undefined || first === undefined) return undefined;
  const entries = length & 0xffff || 2 ** 16;
  return entries > 1 ? [first, first + entries - 1] : undefined;
}
