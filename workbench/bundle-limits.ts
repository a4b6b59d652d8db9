import { gzipSync } from 'node:zlib';
import type { Plugin, Rolldown } from 'vite';

/** Sizes in kB (1000 bytes), packed by gzip, that a build may not exceed. */
export interface BundleLimits {
  /** Of all files that the first page needs: the frame, and the page whose source ends so. */
  readonly firstPage: { readonly source: string; readonly limit: number };
  /** Of each script. */
  readonly script: number;
  /** Of scripts that are larger, by the beginnings of their names, and why they may be. */
  readonly larger: Readonly<Record<string, number>>;
}

/** Ends a build that has become too large, naming what has. */
export function bundleLimits({ firstPage, script, larger }: BundleLimits): Plugin {
  return {
    name: 'bundle-limits',
    apply: 'build',
    generateBundle(_, bundle) {
      const first = sizeOf(firstFiles(bundle, firstPage.source), bundle);
      const faults = Object.keys(bundle)
        .filter((file) => file.endsWith('.js'))
        .map((file) => ({ what: file, size: sizeOf([file], bundle), limit: limitOf(file) }))
        .concat({ what: 'the first page', size: first, limit: firstPage.limit })
        .filter(({ size, limit }) => size > limit);
      this.info(`the first page takes ${first.toFixed(1)} of ${firstPage.limit} kB`);
      if (faults.length > 0) this.error(faults.map(told).join('\n'));
    },
  };

  function limitOf(file: string): number {
    const name = Object.keys(larger).find((beginning) => file.startsWith(`assets/${beginning}`));
    return (name === undefined ? undefined : larger[name]) ?? script;
  }
}

function told({
  what,
  size,
  limit,
}: {
  readonly what: string;
  readonly size: number;
  readonly limit: number;
}): string {
  return `${what} takes ${size.toFixed(1)} kB packed, more than the ${limit} kB of workbench/vite.config.ts`;
}

/** The files of the frame and of one page, with all that they import at once, and their styles. */
function firstFiles(bundle: Rolldown.OutputBundle, page: string): string[] {
  const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
  const waiting = chunks.filter(({ isEntry, facadeModuleId }) => isEntry || facadeModuleId?.endsWith(page));
  const files = new Set<string>();
  for (let chunk = waiting.pop(); chunk; chunk = waiting.pop()) {
    if (files.has(chunk.fileName)) continue;
    files.add(chunk.fileName);
    for (const style of chunk.viteMetadata?.importedCss ?? []) files.add(style);
    waiting.push(...chunks.filter(({ fileName }) => chunk?.imports.includes(fileName)));
  }
  return [...files];
}

/** In kB, packed. */
function sizeOf(files: readonly string[], bundle: Rolldown.OutputBundle): number {
  const contents = files.map((name) => bundle[name]).filter((file) => file !== undefined);
  const bytes = contents.map((file) => gzipSync(file.type === 'chunk' ? file.code : file.source).length);
  return bytes.reduce((sum, size) => sum + size, 0) / 1000;
}
