import { isAbsolute, relative } from 'node:path';
import { formatNumber } from '../../report/index.ts';
import { progressOf, type RunMessage } from '../../runner/index.ts';
import type { Artifact, Checkpoint, Run, RunRecord, Store, TestOpening } from '../../store/index.ts';
import { clean } from '../terminal-text.ts';
import { textTable } from '../text-table.ts';
import { bytesText, dayText, lastedText, progressText, statusText } from './run-words.ts';
import type { ShowOptions } from './show.ts';
import { withStore } from './workspace.ts';

/** All that is known of a run. */
interface RunDetails extends Run {
  readonly record: RunRecord;
  readonly series: readonly string[];
  readonly artifacts: readonly Artifact[];
  readonly openings: readonly TestOpening[];
  readonly checkpoints: readonly Checkpoint[];
  readonly bytes: number;
  /** How far it is, while it lasts. */
  readonly progress?: RunMessage;
}

/** `echotrain runs show` */
export async function showRun(run: number, { json, ...options }: ShowOptions): Promise<void> {
  const details = await withStore(options, (store) => detailsOf(store, run));
  process.stdout.write(json ? `${JSON.stringify(details)}\n` : textOf(details));
}

async function detailsOf(store: Store, run: number): Promise<RunDetails> {
  const known = await store.runs.get(run);
  const progress = known.endedAt === undefined ? progressOf(store, run) : undefined;
  return {
    ...known,
    ...(progress && { progress }),
    record: (await store.runs.recipe(run)).record,
    series: await store.series(run),
    artifacts: await store.artifacts(run),
    openings: await store.openings(run),
    checkpoints: await store.checkpoints(run).list(),
    bytes: store.sizeOf(run),
  };
}

function textOf(details: RunDetails): string {
  const { id, name, study, note, message, record, artifacts } = details;
  const title = `Run ${id}: ${name}${name === study ? '' : ` (${study})`}`;
  const parts = [
    clean(title),
    textTable(factsOf(details)),
    ...(note ? [`  ${clean(note)}`] : []),
    ...(message ? [`  ${clean(message)}`] : []),
    section('Scores', scoreRows(details), [1]),
    section('Files', artifactRows(artifacts), [2]),
    section('Repeated by', recordRows(record)),
  ];
  return `${parts.filter(Boolean).join('\n')}\n`;
}

function section(title: string, rows: readonly (readonly string[])[], right: readonly number[] = []): string {
  return rows.length === 0 ? '' : `\n${title}\n${textTable(rows, right)}`;
}

function factsOf(details: RunDetails): string[][] {
  const { createdAt, startedAt, tags, bytes, checkpoints, openings } = details;
  const newest = checkpoints[0];
  return [
    ['status', statusText(details)],
    ...(details.progress ? [['progress', progressText(details.progress)]] : []),
    ['begun', dayText(startedAt ?? createdAt)],
    ...(startedAt === undefined ? [] : [['took', lastedText(details)]]),
    ...(tags.length > 0 ? [['tags', tags.join(' ')]] : []),
    ...(newest ? [['checkpoint', `after step ${newest.step}, ${newest.epoch} epochs`]] : []),
    ...(openings.length > 0
      ? [['test parts', `opened ${openings.length}, for ${openings[0]?.purpose}`]]
      : []),
    ['kept', bytesText(bytes)],
  ];
}

function scoreRows({ scores }: Run): string[][] {
  return Object.entries(scores).map(([name, value]) => [name, formatNumber(value)]);
}

function artifactRows(artifacts: readonly Artifact[]): string[][] {
  return artifacts.map(({ name, kind, bytes }) => [fromHere(name), kind, bytesText(bytes)]);
}

/** A path as one would type it here, where that is shorter. */
function fromHere(path: string): string {
  const short = relative('', path);
  return isAbsolute(path) && short.length < path.length ? short : path;
}

function recordRows({ seed, device, threads, versions, git, splitHash, dataHashes }: RunRecord): string[][] {
  return [
    ['seed', String(seed)],
    ['device', `${device}${threads === undefined ? '' : `, ${threads} threads`}`],
    ...Object.entries(dataHashes).map(([part, hash]) => [`data, ${part}`, hash.slice(0, 16)]),
    ...(splitHash ? [['split', splitHash.slice(0, 16)]] : []),
    ...(git ? [['git', `${git.commit.slice(0, 12)}${git.isChanged ? ', with changes' : ''}`]] : []),
    ...Object.entries(versions),
  ];
}
