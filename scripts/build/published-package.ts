import { z } from 'zod';

const entries = z.record(z.string(), z.string());

/** What the published package.json takes over from ours; scripts and tools stay at home. */
const manifest = z.object({
  name: z.string(),
  version: z.string(),
  description: z.string(),
  keywords: z.array(z.string()),
  license: z.string(),
  author: z.string(),
  type: z.literal('module'),
  engines: entries,
  bin: entries,
  exports: entries,
  dependencies: entries,
});

/**
 * The package.json to publish. Ours points `bin` and `exports` at the sources, so that Node runs them without a
 * build; here they point at what the compiler made of them.
 */
export function publishedPackage(source: unknown) {
  const kept = manifest.parse(source);
  return {
    ...kept,
    bin: mapValues(kept.bin, compiled),
    exports: mapValues(kept.exports, (path) => ({ types: declaration(path), default: compiled(path) })),
  };
}

function compiled(path: string): string {
  return path.replace(/\.ts$/, '.js');
}

function declaration(path: string): string {
  return path.replace(/\.ts$/, '.d.ts');
}

function mapValues<T>(
  record: Readonly<Record<string, string>>,
  map: (value: string) => T,
): Record<string, T> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}
