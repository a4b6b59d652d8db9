import type { Item } from '../../data/manifest/item.ts';
import type { Manifest } from '../../data/manifest/manifest.ts';
import type { ItemPlace } from './open-item.ts';

/** Items that lie in one place: entries of one array, or a single one. */
export interface PlacedItems {
  readonly place: ItemPlace;
  readonly items: readonly Item[];
}

/** So many entries of one array are looked at in a row. */
const MOST_ENTRIES = 500;

/** Where an item's values lie. */
export function placeOf(manifest: Manifest, item: Item): ItemPlace {
  const { format, source } = item;
  const paths = manifest.pathsOf(item);
  const isVolume = format === 'dicom' && paths.length > 1;
  // Companions, such as a .cfl beside its .hdr, are found by the first file.
  const files = (isVolume ? paths : paths.slice(0, 1)).map((path) => ({
    path,
    ...(source.member !== undefined && { member: source.member }),
  }));
  return { files, isVolume };
}

/** All items by where they lie, so that an array that holds thousands is opened a few times only. */
export function placedItems(manifest: Manifest, items: readonly Item[]): PlacedItems[] {
  const groups = Map.groupBy(items, ({ source: { files, member, index }, id }) =>
    JSON.stringify(index === undefined ? [id] : [files[0], member]),
  );
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const place = placeOf(manifest, first);
    const starts = Array.from({ length: Math.ceil(group.length / MOST_ENTRIES) }, (_, i) => i * MOST_ENTRIES);
    return starts.map((start) => ({ place, items: group.slice(start, start + MOST_ENTRIES) }));
  });
}
