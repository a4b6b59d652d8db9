import { randomUUID } from 'node:crypto';
import { constants, cpSync, existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { check, InputError, messageOf } from '../../util/errors.ts';
import type { Run } from '../runs/run.ts';
import { Store } from '../store.ts';
import { addUnreadableRun, copyRows } from './copy-rows.ts';
import { type Row, readableRows } from './readable-rows.ts';

/** What could be taken out of a damaged store. */
export interface Rescued {
  readonly runs: number;
  readonly points: number;
  /** Runs of which there are curves or files, and no row that can be read. */
  readonly withoutRow: readonly number[];
}

/**
 * Takes out of a damaged workspace whatever can be read, into a new one: the rows of its database, and the files of its
 * runs. The damaged one stays as it is.
 *
 * @throws InputError where the new one is there already, or nothing can be read.
 * @example const { runs } = await rescueStore('.echotrain', 'rescued');
 */
export async function rescueStore(from: string, to: string): Promise<Rescued> {
  check(!existsSync(to), () => ({
    where: to,
    expected: 'the name of a folder to be made',
    received: 'one that is there',
  }));
  const old = openDamaged(from);
  const part = `${to}.${randomUUID()}.part`;
  try {
    const rescued = await copyInto(part, from, old);
    renameSync(part, to);
    return rescued;
  } finally {
    old.close();
    rmSync(part, { recursive: true, force: true });
  }
}

async function copyInto(to: string, from: string, old: DatabaseSync): Promise<Rescued> {
  const store = await Store.open(to);
  const database = new DatabaseSync(join(to, 'runs.sqlite'));
  try {
    copyRows(old, database);
    const known = new Set((await allRuns(store)).map(({ id }) => id));
    const series = [...readableRows(old, { table: 'series', key: 'id' })];
    const found = new Set([...copyFiles(from, to), ...series.map((row) => Number(row.run_id))]);
    const others = [...found.difference(known)].sort((a, b) => a - b);
    for (const run of others) addUnreadableRun(database, run);
    const points = series.reduce((total, row) => total + copyPoints(old, store, row), 0);
    return { runs: known.size, points, withoutRow: others };
  } finally {
    for (const one of [database, store]) one.close();
  }
}

function openDamaged(folder: string): DatabaseSync {
  const path = join(folder, 'runs.sqlite');
  try {
    const database = new DatabaseSync(path, { readOnly: true });
    database.prepare('SELECT name FROM sqlite_schema').all();
    return database;
  } catch (error) {
    throw new InputError(
      {
        where: path,
        expected: 'a database of which something can be read',
        received: messageOf(error),
        remedy: 'Checkpoints and results are files: they are in the folder "runs" beside it.',
      },
      { cause: error },
    );
  }
}

/** Copies a series, through the log, so that ranges suit the points that are left. @returns how many */
function copyPoints(old: DatabaseSync, store: Store, { id, run_id, name }: Row): number {
  const log = store.log(Number(run_id));
  let copied = 0;
  const points = { table: 'points', key: 'step', where: `series_id = ${Number(id)}` };
  for (const { step, epoch, at, value } of readableRows(old, points)) {
    const when = { step: Number(step), epoch: Number(epoch), at: Number(at) };
    log.add(String(name), { ...when, value: Number(value ?? Number.NaN) });
    copied++;
  }
  log.flush();
  return copied;
}

async function allRuns({ runs }: Store): Promise<readonly Run[]> {
  return [...(await runs.list()), ...(await runs.list({ trashed: true }))];
}

/** Copies the folders of all runs, by reference where the disk can. @returns their numbers */
function copyFiles(from: string, to: string): number[] {
  for (const name of ['runs', 'trash'].filter((folder) => existsSync(join(from, folder)))) {
    cpSync(join(from, name), join(to, name), { recursive: true, mode: constants.COPYFILE_FICLONE });
  }
  const runs = existsSync(join(to, 'runs')) ? readdirSync(join(to, 'runs')) : [];
  return runs.map(Number).filter((run) => Number.isInteger(run) && run > 0);
}
