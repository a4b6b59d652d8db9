import type { Content } from '../reading/contents.ts';
import { inspect } from '../reading/inspect.ts';
import { inspectEntries } from '../reading/inspect-entries.ts';
import { type Problem, problemOf } from '../reading/problem.ts';
import type { ReaderPool } from '../reading/reader-pool.ts';
import type { Unit } from '../reading/units.ts';
import { type Draft, filesOf, sourceOf } from './draft.ts';
import { seriesId } from './item-ids.ts';
import { type PairedStacks, type Stack, stacksOf } from './stacks.ts';

/** What drafting needs to know beside a file's content. */
export interface DraftContext {
  readonly pool: ReaderPool;
  readonly ids: ReadonlyMap<Unit, string>;
  readonly targets: ReadonlyMap<Unit, Unit>;
  readonly idxLabels: PairedStacks['labels'];
  /** Told how much of a file is read whose values were left for later, from 0 to 1. */
  readonly onProgress: (share: number) => void;
}

/** The items that a file gives: one, or one for each entry of a stack or row of a table. */
export async function* draftsOf(
  content: Content,
  context: DraftContext,
): AsyncGenerator<Draft | Problem, void, void> {
  const { path } = content.unit.main;
  try {
    const stacks = stacksOf(content, context.idxLabels);
    const isTable = content.header.format === 'csv';
    const all = isTable ? [{ items: placeOf(content.unit) }] : stacks;
    if (all.length === 0) yield await single(content, context);
    for (const [i, stack] of all.entries()) {
      const onProgress = (share: number) => context.onProgress((i + share) / all.length);
      yield* entries(stack, content, { ...context, onProgress });
    }
  } catch (error) {
    const labels = context.idxLabels.get(content.unit);
    yield problemOf(error, path, ...(labels ? [labels.main.path] : []));
  }
}

async function single(
  { unit, header, digest, series }: Content,
  context: DraftContext,
): Promise<Draft | Problem> {
  const { path } = unit.main;
  const known = digest ?? (await context.pool.run(inspect, placeOf(unit), path, context.onProgress));
  const target = context.targets.get(unit);
  const mismatch = target && (await mismatchOf(target, header.shape, context.pool));
  if (mismatch) return mismatch;
  return {
    id: series ? seriesId(series) : (context.ids.get(unit) ?? unit.main.name),
    ...{ name: unit.main.name, unit, header, digest: known },
    source: sourceOf(filesOf(unit)),
    target: target && sourceOf(filesOf(target)),
  };
}

/** Why a label map does not fit its image, if it does not. */
async function mismatchOf(
  target: Unit,
  shape: readonly number[],
  pool: ReaderPool,
): Promise<Problem | undefined> {
  const { path } = target.main;
  try {
    const { header } = await pool.run(inspect, placeOf(target), path);
    if (header.shape.join() === shape.join()) return undefined;
    const reason = `expected a label map of its image's shape [${shape.join(', ')}], received [${header.shape.join(', ')}].`;
    return { file: path, reason };
  } catch (error) {
    return problemOf(error, path);
  }
}

async function* entries(
  stack: Stack,
  { unit }: Content,
  { pool, ids, onProgress }: DraftContext,
): AsyncGenerator<Draft, void, void> {
  const { items, labels, labelUnit, part } = stack;
  const { path } = unit.main;
  const found = await pool.run(inspectEntries, { items, ...(labels && { labels }) }, path, onProgress);
  const header = entryHeader(found.header);
  const digits = String(found.entries.length - 1).length;
  const files = [...filesOf(unit), ...(labelUnit ? filesOf(labelUnit) : [])];
  const prefix = [ids.get(unit) ?? unit.main.name, ...(items.member && part ? [part] : [])].join('/');
  for (const [index, digest] of found.entries.entries()) {
    const which = { ...(items.member !== undefined && { member: items.member }), index };
    yield {
      ...{
        id: `${prefix}/${String(index).padStart(digits, '0')}`,
        name: unit.main.name,
        unit,
        header,
        digest,
      },
      source: sourceOf(files, which),
      label: found.labels?.[index],
      part,
    };
  }
}

/** The header of one entry: without the axis that counts them. */
function entryHeader(header: Content['header']): Content['header'] {
  return { ...header, shape: header.shape.slice(1), axes: header.axes.slice(1), members: [] };
}

function placeOf({ main: { path, root } }: Unit) {
  return { path, ...(root !== undefined && { root }) };
}
