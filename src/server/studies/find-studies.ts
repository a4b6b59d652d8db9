import { type Dirent, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readStudy } from './read-study.ts';

/** How deep is looked. */
const DEPTH = 5;
/** So many folders are looked into, and so many studies listed, at most. */
const MOST_FOLDERS = 3000;
const MOST_STUDIES = 500;

/** A study file. */
export interface StudyFile {
  readonly path: string;
  /** Where its relative paths begin. */
  readonly folder: string;
  /** What it calls itself; its path where it does not say. */
  readonly name: string;
}

/** The study files in folders, by their paths; hidden folders, packages and links are left out. */
export async function findStudies(folders: readonly string[]): Promise<StudyFile[]> {
  const found: StudyFile[] = [];
  for (const path of yamlFiles(folders)) {
    if (found.length >= MOST_STUDIES) break;
    const text = await readStudy(path).catch(() => '');
    if (looksLikeStudy(text)) found.push({ path, folder: dirname(path), name: nameIn(text) ?? path });
  }
  return found.sort((a, b) => a.path.localeCompare(b.path));
}

/** Level by level, so that what is near is found first. */
function* yamlFiles(folders: readonly string[]): Generator<string> {
  let level = [...folders];
  let looked = 0;
  for (let depth = 0; depth < DEPTH && level.length > 0; depth++) {
    const next: string[] = [];
    for (const folder of level) {
      if (++looked > MOST_FOLDERS) return;
      for (const entry of entriesOf(folder)) {
        if (entry.isDirectory() && isLookedInto(entry.name)) next.push(join(folder, entry.name));
        if (entry.isFile() && /\.ya?ml$/i.test(entry.name)) yield join(folder, entry.name);
      }
    }
    level = next;
  }
}

function isLookedInto(name: string): boolean {
  return !name.startsWith('.') && name !== 'node_modules';
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

/** Whether it has what every study has, be it right or not. */
function looksLikeStudy(text: string): boolean {
  return ['data', 'model', 'training'].every((key) => settingIn(text, key));
}

function settingIn(text: string, key: string): RegExpExecArray | null {
  return new RegExp(`^${key}:\\s*(.*)$`, 'm').exec(text);
}

function nameIn(text: string): string | undefined {
  return (
    settingIn(text, 'name')?.[1]
      ?.replace(/^(['"])(.*)\1$/, '$2')
      .trim() || undefined
  );
}
