import { type Content, contentsOf, isProblem } from '../../data/reading/contents.ts';
import type { Problem } from '../../data/reading/problem.ts';
import type { ReaderPool } from '../../data/reading/reader-pool.ts';
import { unitsOf } from '../../data/reading/units.ts';
import { walk } from '../../data/reading/walk.ts';
import { InputError } from '../../util/errors.ts';
import { arrayJson } from './array-info.ts';
import { folderScreen } from './folder-info.ts';
import type { InfoOptions } from './info.ts';
import { LateProgress } from './late-progress.ts';

/** `echotrain data info FOLDER`: a list of what is in it. */
export async function showFolder(folder: string, { json }: InfoOptions, pool: ReaderPool): Promise<void> {
  const { files, problems, passed } = walk(folder);
  const { units, texts } = unitsOf(files);
  const progress = new LateProgress({ label: folder, total: units.length, unit: 'files' });
  const [items, unreadable]: [Content[], Problem[]] = [[], [...problems]];
  try {
    for await (const found of contentsOf(units, pool, { onProgress: (done) => progress.update({ done }) })) {
      if (isProblem(found)) unreadable.push(found);
      else items.push(found);
    }
  } catch (error) {
    progress.fail('not read');
    throw error;
  }
  progress.finish(`${files.length} files`);
  if (items.length === 0) throw nothingIn(folder, unreadable);
  process.stdout.write(
    json
      ? `${JSON.stringify({ folder, items: items.map(itemJson), unreadable })}\n`
      : folderScreen({
          folder,
          items,
          unreadable,
          others: texts.length + passed.length,
          files: files.length,
        }),
  );
}

function itemJson({ unit, header, digest }: Content) {
  const files = [unit.main, ...unit.companions].map(({ path }) => path);
  return { files, ...arrayJson({ header, ...digest }) };
}

function nothingIn(folder: string, unreadable: readonly Problem[]): InputError {
  const [first] = unreadable;
  return new InputError({
    where: folder,
    expected: 'something that can be read',
    received: first
      ? `${unreadable.length} files that cannot; the first: ${first.file}, ${first.reason}`
      : 'nothing of that kind',
  });
}
