import { z } from 'zod';
import { defineReaderTask } from '../../data/reading/reader-task.ts';
import { readDicom } from '../../formats/index.ts';
import { present } from '../../util/errors.ts';
import type { Identifiers } from '../audit-input.ts';
import { type ItemDigest, itemDigest } from '../digest/item-digest.ts';
import { headerIdentifiers } from './header-identifiers.ts';
import { itemPlace, withItem } from './open-item.ts';

/** What is learned of the items in one place. */
export interface Digested {
  /** One for each entry that was asked for, or one. */
  readonly digests: readonly ItemDigest[];
  /** Of DICOM files; of the first one of a volume. */
  readonly identifiers?: Identifiers;
}

/** Looks at the images of items that lie in one place; `entries` says which ones, where there are several. */
export const digestItems = defineReaderTask({
  name: 'digest-items',
  argument: z.object({
    place: itemPlace,
    isDicom: z.boolean(),
    entries: z.array(z.number()).optional(),
  }),
  result: z.custom<Digested>(
    (value) => z.looseObject({ digests: z.array(z.unknown()) }).safeParse(value).success,
  ),
  async run({ place, isDicom, entries }, context): Promise<Digested> {
    const digests = await withItem(place, context, async (file) => {
      const found: ItemDigest[] = [];
      for (const entry of entries ?? [undefined]) {
        found.push(await itemDigest(file, entry, () => context.progress()));
        context.progress(found.length / (entries?.length ?? 1));
      }
      return found;
    });
    if (!isDicom) return { digests };
    const source = context.open(present(place.files[0], 'a file'));
    return { digests, identifiers: headerIdentifiers(readDicom(source, { headerOnly: true }).dataSet) };
  },
});
