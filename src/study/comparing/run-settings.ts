import { parse } from 'yaml';
import type { Run, Store } from '../../store/index.ts';

/** A run with its settings, each by its path: `training.epochs`. */
export interface RunSettings {
  readonly run: Run;
  readonly settings: ReadonlyMap<string, string>;
}

/**
 * What a run was told: its study file, the hashes of its data, the device.
 *
 * @throws InputError where there is none of that number.
 */
export async function readRunSettings(store: Store, id: number): Promise<RunSettings> {
  const run = await store.runs.get(id);
  const { study, record } = await store.runs.recipe(id);
  const value: unknown = parse(study);
  const settings = new Map(leaves(value, ''));
  for (const [part, hash] of Object.entries(record.dataHashes)) {
    settings.set(`data, ${part}`, hash.slice(0, 12));
  }
  settings.set('device', record.device);
  return { run, settings };
}

/** The values at the ends of all branches, by their paths. */
function* leaves(value: unknown, path: string): Generator<[string, string], void, void> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    yield [path, typeof value === 'string' ? value : (JSON.stringify(value) ?? '')];
    return;
  }
  for (const [key, child] of Object.entries(value)) yield* leaves(child, path ? `${path}.${key}` : key);
}

/** The paths of the settings that are not the same in all runs. */
export function differingSettings(compared: readonly RunSettings[]): string[] {
  const paths = new Set(compared.flatMap(({ settings }) => [...settings.keys()]));
  return [...paths].filter((path) => new Set(compared.map(({ settings }) => settings.get(path))).size > 1);
}
