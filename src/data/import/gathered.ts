import { basename, resolve } from 'node:path';
import { statsOf } from '../reading/file-source.ts';
import type { Problem } from '../reading/problem.ts';
import { type Unit, unitsOf } from '../reading/units.ts';
import { type FoundFile, type Walk, walk } from '../reading/walk.ts';

/** What was found in all sources. The names of files tell them apart: they begin with the source where there are several. */
export interface Gathered {
  readonly units: readonly Unit[];
  /** Tables that lie among other data: labels or measurements of these, and no data themselves. */
  readonly tables: readonly FoundFile[];
  /** How many files hold no data: texts, hidden ones. */
  readonly ignored: number;
  readonly problems: readonly Problem[];
}

const TABLE = /\.[ct]sv(\.gz)?$/i;

/**
 * Looks into all sources, without opening a file.
 *
 * @param apart files that are not data of the dataset, such as the table of its labels.
 * @throws InputError for a source that is not there.
 */
export function gather(sources: readonly string[], apart: readonly string[]): Gathered {
  const prefixes = prefixesOf(sources);
  const walks = sources.map((source, i) => prefixed(walk(source), prefixes[i] ?? ''));
  const taken = new Set(apart.map((path) => resolve(path)));
  const isNew = ({ path }: FoundFile) => taken.size < taken.add(resolve(path)).size;
  const all = walks.flatMap((found) => found.files).filter(isNew);
  const { files, problems } = withOwnNames(all);
  const { units, texts } = unitsOf(files);
  const tables = units.filter(({ main }) => TABLE.test(main.name) && main.root !== undefined);
  const alone = tables.length === units.length;
  return {
    units: alone ? units : units.filter((unit) => !tables.includes(unit)),
    tables: alone ? [] : tables.map(({ main }) => main),
    ignored: texts.length + walks.reduce((count, { passed }) => count + passed.length, 0),
    problems: [...walks.flatMap((found) => found.problems), ...problems],
  };
}

/** What the names of each source's files begin with: the folder's name where there are several sources. */
function prefixesOf(sources: readonly string[]): string[] {
  const taken = new Set<string>();
  return sources.map((source) => {
    const isFile = statsOf(source)?.isFile() ?? false;
    const name = basename(resolve(source)) || 'root';
    let [own, number] = [name, 1];
    while (taken.has(own)) own = isFile ? `${++number}/${name}` : `${name}-${++number}`;
    taken.add(own);
    if (isFile) return own.slice(0, -name.length);
    return sources.length === 1 ? '' : `${own}/`;
  });
}

function prefixed(found: Walk, prefix: string): Walk {
  const files = found.files.map((file) => ({ ...file, name: prefix + file.name }));
  return prefix === '' ? found : { ...found, files };
}

/** The files without those whose names differ from another's in upper and lower case only: copies would meet. */
function withOwnNames(files: readonly FoundFile[]): Pick<Walk, 'files' | 'problems'> {
  const firsts = new Map<string, FoundFile>();
  const problems: Problem[] = [];
  for (const file of files) {
    const first = firsts.get(file.name.toLowerCase());
    const reason = `expected a name of its own, received one that differs from ${first?.name} in upper and lower case only. Rename one of them.`;
    if (first) problems.push({ file: file.path, reason });
    else firsts.set(file.name.toLowerCase(), file);
  }
  return { files: [...firsts.values()], problems };
}
