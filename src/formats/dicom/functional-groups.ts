import type { DataSet } from './data-set.ts';
import { Tag } from './tags.ts';

/** How many frames an image has. */
export function frameCount(dataSet: DataSet): number {
  const frames = dataSet.number(Tag.NumberOfFrames) ?? 1;
  return Number.isInteger(frames) && frames > 0 ? frames : 1;
}

/**
 * What an enhanced multi-frame image says of a frame (counted from 0): the first item of a functional group, of the
 * frame itself or shared by all (PS3.3, C.7.6.16). Undefined where there is none, as in classic images.
 *
 * @example functionalGroup(dataSet, 3, Tag.PlanePositionSequence)?.numbers(Tag.ImagePositionPatient)
 */
export function functionalGroup(dataSet: DataSet, frame: number, group: number): DataSet | undefined {
  const own = dataSet.sequence(Tag.PerFrameFunctionalGroupsSequence)[frame];
  const shared = dataSet.sequence(Tag.SharedFunctionalGroupsSequence)[0];
  return own?.sequence(group)[0] ?? shared?.sequence(group)[0];
}

/** The data set that has an element: the image's own, or of its first frame the first of these functional groups. */
export function holderOf(dataSet: DataSet, tag: number, groups: readonly number[]): DataSet | undefined {
  if (has(dataSet, tag)) return dataSet;
  if (!isEnhanced(dataSet)) return undefined;
  return groups.map((group) => functionalGroup(dataSet, 0, group)).find((set) => set && has(set, tag));
}

function isEnhanced(dataSet: DataSet): boolean {
  return (
    has(dataSet, Tag.SharedFunctionalGroupsSequence) || has(dataSet, Tag.PerFrameFunctionalGroupsSequence)
  );
}

function has(dataSet: DataSet, tag: number): boolean {
  return (dataSet.element(tag)?.length ?? 0) > 0;
}
