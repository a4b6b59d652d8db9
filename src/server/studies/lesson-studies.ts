import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { movedPaths, parseStudy } from '../../study/index.ts';
import { findStudies, type StudyFile } from './find-studies.ts';

const LESSONS = join(import.meta.dirname, '../../../lessons');

/** The lessons' studies that run anywhere, since their data are no files of their own. */
export async function lessonStudies(): Promise<StudyFile[]> {
  const all = await findStudies([LESSONS]);
  const isFree = await Promise.all(all.map(({ path }) => namesNoFile(path)));
  return all.filter((_, i) => isFree[i]);
}

async function namesNoFile(path: string): Promise<boolean> {
  const { study } = parseStudy(await readFile(path, 'utf8'), path);
  return movedPaths(study, '/here', '/there').length === 0;
}
