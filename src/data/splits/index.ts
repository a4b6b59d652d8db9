export { type ChronologicalOptions, chronological } from './chronological.ts';
export { type LeaveOneOutOptions, type LeftOut, leaveOneOut } from './leave-one-out.ts';
export { givenSplit, listedSplit, type PartLists } from './listed.ts';
export { type NestedOptions, nested } from './nested.ts';
export { type DescribedItems, type UnitField, unitsBy } from './units.ts';
