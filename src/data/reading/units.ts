import type { FoundFile } from './walk.ts';

/** Files that make up one thing: an image and its header, a series of volumes and its gradients. */
export interface Unit {
  /** The file to open. */
  readonly main: FoundFile;
  /** What is read along with it. */
  readonly companions: readonly FoundFile[];
}

/** Files of a folder, sorted by what they are for. */
export interface Units {
  readonly units: readonly Unit[];
  /** Texts, tables of contents and the like, which hold no data. */
  readonly texts: readonly FoundFile[];
}

/** What belongs to a file of one ending: the endings of its companions. */
const companionsOf: readonly (readonly [main: RegExp, companions: readonly string[]])[] = [
  [/\.cfl$/i, ['.hdr']],
  [/\.hdr$/i, ['.img']],
  [/\.hdr\.gz$/i, ['.img.gz']],
  [/\.hdr$/i, ['.img.gz']],
  [/\.nii(\.gz)?$/i, ['.bval', '.bvec', '.bvals', '.bvecs']],
];

const TEXTS =
  /(^|\/)((readme|license|licence|copying|changes|changelog|authors|citation|participants|dataset_description|sha\d*sums?|md5sums?|thumbs\.db|desktop\.ini)[^/]*|[^/]*\.(txt|md|rst|json|jsonl|ya?ml|xml|html?|css|js|pdf|docx?|xlsx?|rtf|log|ini|toml|py|m|r|sh|ipynb|tex|bib|names|bvals?|bvecs?|sha\d+|md5|lnk|url))$/i;

/** Puts together what belongs together, in the order of the files. Nothing is opened: names decide. */
export function unitsOf(files: readonly FoundFile[]): Units {
  const byName = new Map(files.map((file) => [file.name, file]));
  const taken = new Set<string>();
  const companions = new Map<string, FoundFile[]>();
  for (const [ending, others] of companionsOf) {
    for (const { name } of files) {
      if (!ending.test(name) || taken.has(name)) continue;
      const stem = name.replace(ending, '');
      const found = others.flatMap((other) => byName.get(stem + other) ?? []);
      for (const file of found) taken.add(file.name);
      if (found.length > 0) companions.set(name, found);
    }
  }
  const left = files.filter(({ name }) => !taken.has(name));
  return {
    units: left
      .filter(({ name }) => !TEXTS.test(name))
      .map((main) => ({ main, companions: companions.get(main.name) ?? [] })),
    texts: left.filter(({ name }) => TEXTS.test(name)),
  };
}
