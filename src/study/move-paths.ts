import { isAbsolute, relative, resolve } from 'node:path';
import type { Study } from './study.ts';
import type { Override } from './study-document.ts';

/** What to change in a study file that moves from one folder to another, so that it still finds its data. */
export function movedPaths({ data, split }: Study, from: string, to: string): Override[] {
  const paths = [
    { path: ['data', 'csv', 'file'], value: data.csv?.file },
    { path: ['data', 'mnist', 'folder'], value: data.mnist?.folder },
    { path: ['data', 'dataset', 'folder'], value: data.dataset?.folder },
    { path: ['data', 'dataset', 'cache'], value: data.dataset?.cache },
    { path: ['split', 'lists', 'train'], value: split.lists?.train },
    { path: ['split', 'lists', 'validation'], value: split.lists?.validation },
    { path: ['split', 'lists', 'test'], value: split.lists?.test },
  ];
  return paths.flatMap(({ path, value }) =>
    value === undefined || isAbsolute(value)
      ? []
      : [{ path, value: relative(resolve(to), resolve(from, value)), source: path.join('.') }],
  );
}
