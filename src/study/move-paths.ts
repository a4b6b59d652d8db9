import { isAbsolute, relative, resolve } from 'node:path';
import type { Study } from './study.ts';
import type { Override } from './study-document.ts';

/** The settings that are paths, in whatever part of a study that says where data are. */
const PATHS: ReadonlySet<string> = new Set(['file', 'files', 'folder', 'cache']);

/** A setting that is a path, or a list of them. */
interface PathSetting {
  readonly path: readonly string[];
  readonly value: string | readonly string[];
}

/** What to change in a study file that moves from one folder to another, so that it still finds its data. */
export function movedPaths({ data, split, evaluation }: Study, from: string, to: string): Override[] {
  const settings = [
    ...pathsIn(['data'], data),
    ...pathsIn(['evaluation', 'generalization'], evaluation?.generalization),
    ...Object.entries(split.lists ?? {}).map(([part, value]) => ({ path: ['split', 'lists', part], value })),
  ];
  const moved = (value: string) => (isAbsolute(value) ? value : relative(resolve(to), resolve(from, value)));
  return settings.flatMap(({ path, value }) => {
    const old = [value].flat();
    const now = old.map(moved);
    const isSame = now.every((one, i) => one === old[i]);
    return isSame ? [] : [{ path, value: Array.isArray(value) ? now : now[0], source: path.join('.') }];
  });
}

/** The paths within a part of a study. */
function pathsIn(path: readonly string[], part: object = {}): PathSetting[] {
  return Object.entries(part).flatMap(([key, value]: [string, unknown]): PathSetting[] => {
    const here = [...path, key];
    if (PATHS.has(key) && isPath(value)) return [{ path: here, value }];
    return typeof value === 'object' && value !== null ? pathsIn(here, value) : [];
  });
}

function isPath(value: unknown): value is string | readonly string[] {
  return typeof value === 'string' || (Array.isArray(value) && value.every((one) => typeof one === 'string'));
}
