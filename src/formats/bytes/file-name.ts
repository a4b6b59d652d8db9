import type { ByteSource } from './source.ts';

/** A path's last part. */
function baseName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}

/**
 * A name cut at its ending; `.gz` is not counted as one.
 *
 * @example splitName('data/sub-01_T1w.nii.gz'); // { stem: 'sub-01_T1w', ending: 'nii' }
 */
export function splitName(path: string): { readonly stem: string; readonly ending: string } {
  const name = baseName(path).replace(/\.gz$/i, '');
  const dot = name.lastIndexOf('.');
  return dot < 0
    ? { stem: name, ending: '' }
    : { stem: name.slice(0, dot), ending: name.slice(dot + 1).toLowerCase() };
}

/** The file with the same stem and another of `endings` in the same folder, in lower or upper case, if there is one. */
export function neighborOf(source: ByteSource, ...endings: readonly string[]): ByteSource | undefined {
  const { stem } = splitName(source.name);
  for (const ending of endings) {
    const found = source.beside?.(`${stem}.${ending}`) ?? source.beside?.(`${stem}.${ending.toUpperCase()}`);
    if (found) return found;
  }
  return undefined;
}
