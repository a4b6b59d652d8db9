import type { Problem } from '../reading/problem.ts';
import type { Unit } from '../reading/units.ts';
import { stemOf } from './item-ids.ts';

/** Images, and the label maps that belong to some of them. */
export interface PairedUnits {
  readonly units: readonly Unit[];
  readonly targets: ReadonlyMap<Unit, Unit>;
  readonly problems: readonly Problem[];
}

/** A folder of images and the one of its label maps, as the Medical Segmentation Decathlon and nnU-Net name them. */
const IMAGES = /^(?<before>(.*\/)?)images(?<kind>(tr|ts|va|val)?)\/(?<name>[^/]+)$/i;
const LABELS = /^(?<before>(.*\/)?)labels(?<kind>(tr|ts|va|val)?)\/(?<name>[^/]+)$/i;
/** nnU-Net's number of a channel, which a label map has not. */
const CHANNEL = /_\d{4}$/;

/** Takes label maps from among the units and puts each to its image: `labels/x.nii.gz` to `images/x.nii.gz`. */
export function pairLabelMaps(units: readonly Unit[]): PairedUnits {
  const maps = new Map(units.flatMap((unit) => keyed(unit, LABELS)));
  const images = new Map(units.flatMap((unit) => keyed(unit, IMAGES)));
  const folders = new Set([...images.values()].map((unit) => folderOf(unit, IMAGES)));
  const paired = [...maps].filter(([, unit]) => folders.has(folderOf(unit, LABELS)));
  const withMaps = new Set(paired.map(([, unit]) => folderOf(unit, LABELS)));
  const targets = new Map<Unit, Unit>();
  const problems: Problem[] = [];
  for (const [key, image] of images) {
    if (!withMaps.has(folderOf(image, IMAGES))) continue;
    const map = maps.get(key) ?? maps.get(key.replace(CHANNEL, ''));
    if (map) targets.set(image, map);
    else problems.push(missing(image, 'labels'));
  }
  const used = new Set(targets.values());
  problems.push(...paired.filter(([, map]) => !used.has(map)).map(([, map]) => missing(map, 'images')));
  const left = new Set([...paired.map(([, map]) => map), ...problems.map(({ file }) => file)]);
  return { units: units.filter((unit) => !left.has(unit) && !left.has(unit.main.path)), targets, problems };
}

function keyed(unit: Unit, folder: RegExp): [string, Unit][] {
  const { name = '' } = folder.exec(unit.main.name)?.groups ?? {};
  return name ? [[`${folderOf(unit, folder)}${stemOf(name)}`, unit]] : [];
}

/** What a folder of images and that of its label maps have in common. */
function folderOf(unit: Unit, folder: RegExp): string {
  const { before = '', kind = '' } = folder.exec(unit.main.name)?.groups ?? {};
  return `${before}|${kind.toLowerCase()}|`;
}

function missing({ main }: Unit, other: 'images' | 'labels'): Problem {
  return {
    file: main.path,
    reason: `expected a file of the same name in ${other}/, received none. Add it, or take this one out.`,
  };
}
