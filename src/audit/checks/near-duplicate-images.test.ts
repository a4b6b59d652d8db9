import { expect, it } from 'vitest';
import {
  cleanImages,
  divided,
  inputOf,
  type Sample,
  withItem,
  withValues,
} from '../../../test/phantom-set.ts';
import { RandomStream } from '../../data/index.ts';
import { nearDuplicateImages } from './near-duplicate-images.ts';

const COPIES = 4;

/** Noisy copies of some images, each an item whose subject nobody knows, divided as if there were none. */
async function foundIn(originals: readonly Sample[]) {
  const samples = originals.flatMap((sample, which) =>
    Array.from({ length: COPIES }, (_, copy) => {
      const stream = RandomStream.derive(3, 'copy', which, copy);
      const noisy = withValues(
        sample,
        sample.values.map((value) => value + 3 * stream.normal()),
      );
      const id = `image-${which}-${copy}`;
      return withItem(noisy, { id, subject: id, subjectKnown: false });
    }),
  );
  const divisions = [
    divided(
      samples.map(({ item }) => item),
      ({ id }) => id,
    ),
  ];
  return nearDuplicateImages.run(await inputOf(samples, { divisions }));
}

const clean = cleanImages(2, 60, 64).filter(
  (sample, i, all) => all.findIndex(({ item }) => item.subject === sample.item.subject) === i,
);

it('takes many small groups that look alike for subjects whose names got lost', async () => {
  const [worst] = await foundIn(clean.slice(0, 40));
  expect(worst?.grade).toBe('error');
  expect(worst?.title).toMatch(/pairs of images in different parts look the same/);
});

it('cannot tell copies from others where a large share of all looks alike', async () => {
  const findings = await foundIn(clean.slice(0, 5));
  expect(findings.map(({ grade }) => grade)).toEqual(['note']);
  expect(findings[0]?.title).toMatch(/resemble each other so much/);
});
