import { type Content, type ContentsOptions, contentsOf, isProblem } from '../../data/reading/contents.ts';
import type { Problem } from '../../data/reading/problem.ts';
import type { ReaderPool } from '../../data/reading/reader-pool.ts';
import { unitsOf } from '../../data/reading/units.ts';
import { walk } from '../../data/reading/walk.ts';
import type { SeriesFinding } from '../../formats/dicom/series-volumes.ts';
import { InputError } from '../../util/errors.ts';
import { arrayJson } from './array-info.ts';
import { countText } from './array-words.ts';
import { type FolderContents, folderScreen } from './folder-info.ts';
import type { InfoOptions } from './info.ts';
import { LateProgress } from './late-progress.ts';

/** What `echotrain data info FOLDER` prints: a list of what is in it. */
export async function folderText(folder: string, { json }: InfoOptions, pool: ReaderPool): Promise<string> {
  const contents = await readFolder(folder, pool);
  const { items, unreadable, findings } = contents;
  if (items.length === 0) throw nothingIn(folder, unreadable);
  const told = { folder, items: items.map(itemJson), unreadable, findings: findings.map(findingJson) };
  return json ? JSON.stringify(told) : folderScreen(contents);
}

async function readFolder(folder: string, pool: ReaderPool): Promise<FolderContents> {
  const { files, problems, passed } = walk(folder);
  const { units, texts } = unitsOf(files);
  const progress = new LateProgress({ label: folder, total: units.length, unit: 'files' });
  const [items, unreadable, findings]: [Content[], Problem[], SeriesFinding[]] = [[], [...problems], []];
  let others = texts.length + passed.length;
  const options: ContentsOptions = {
    onProgress: (done) => progress.update({ done }),
    onFinding: (finding) => findings.push(finding),
    onPassed: () => {
      others++;
    },
  };
  try {
    for await (const found of contentsOf(units, pool, options)) {
      if (isProblem(found)) unreadable.push(found);
      else items.push(found);
    }
  } catch (error) {
    progress.fail('not read');
    throw error;
  }
  progress.finish(`${files.length} files`);
  return { folder, items, unreadable, findings, others, files: files.length };
}

function findingJson({ kind, names, what }: SeriesFinding) {
  return { kind, what, files: names };
}

function itemJson({ unit, header, digest, series }: Content) {
  const files = [unit.main, ...unit.companions].map(({ path }) => path);
  return { files, ...(series && { series: series.series }), ...arrayJson({ header, ...digest }) };
}

function nothingIn(folder: string, unreadable: readonly Problem[]): InputError {
  const [first] = unreadable;
  return new InputError({
    where: folder,
    expected: 'something that can be read',
    received: first
      ? `${countText(unreadable.length, 'file')} that cannot; the first: ${first.file}, ${first.reason.replace(/\.$/, '')}`
      : 'nothing of that kind',
  });
}
