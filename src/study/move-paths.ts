import { isAbsolute, relative, resolve } from 'node:path';
import type { Study } from './study.ts';
import type { Override } from './study-document.ts';

/** What to change in a study file that moves from one folder to another, so that it still finds its data. */
export function movedPaths({ data, split, evaluation }: Study, from: string, to: string): Override[] {
  const paths: ReturnType<typeof scanPaths> = [
    { path: ['data', 'csv', 'file'], value: data.csv?.file },
    { path: ['data', 'mnist', 'folder'], value: data.mnist?.folder },
    { path: ['data', 'dataset', 'folder'], value: data.dataset?.folder },
    { path: ['data', 'dataset', 'cache'], value: data.dataset?.cache },
    ...scanPaths(['data'], data),
    ...scanPaths(['evaluation', 'generalization'], evaluation?.generalization),
    { path: ['split', 'lists', 'train'], value: split.lists?.train },
    { path: ['split', 'lists', 'validation'], value: split.lists?.validation },
    { path: ['split', 'lists', 'test'], value: split.lists?.test },
  ];
  const moved = (value: string) => (isAbsolute(value) ? value : relative(resolve(to), resolve(from, value)));
  return paths.flatMap(({ path, value }) => {
    const old = [value ?? []].flat();
    const now = old.map(moved);
    const isSame = now.every((one, i) => one === old[i]);
    return isSame ? [] : [{ path, value: Array.isArray(value) ? now : now[0], source: path.join('.') }];
  });
}

/** Where scans lie, within a part of the study. */
function scanPaths(
  path: readonly string[],
  { kspace, simulated, magnitudes }: Pick<Study['data'], 'kspace' | 'simulated' | 'magnitudes'> = {},
): { readonly path: string[]; readonly value: string | readonly string[] | undefined }[] {
  return [
    { path: [...path, 'kspace', 'folder'], value: kspace?.folder },
    { path: [...path, 'kspace', 'files'], value: kspace?.files },
    { path: [...path, 'kspace', 'cache'], value: kspace?.cache },
    { path: [...path, 'simulated', 'cache'], value: simulated?.cache },
    { path: [...path, 'magnitudes', 'folder'], value: magnitudes?.folder },
    { path: [...path, 'magnitudes', 'files'], value: magnitudes?.files },
    { path: [...path, 'magnitudes', 'cache'], value: magnitudes?.cache },
  ];
}
