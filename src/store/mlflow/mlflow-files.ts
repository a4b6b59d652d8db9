import { existsSync, openAsBlob } from 'node:fs';
import { dirname, isAbsolute, join, relative, sep } from 'node:path';
import type { Artifact } from '../runs/artifacts.ts';
import type { MlflowServer } from './mlflow-server.ts';

/** Files that were sent, and why not all of them. */
export interface SentFiles {
  readonly sent: number;
  readonly missing: number;
  /** Where the server keeps artifacts itself, and lets nobody send them through it. */
  readonly elsewhere?: string;
}

/** Sends a run's files, where the server passes them on (`mlflow-artifacts:`). */
export async function sendFiles(
  server: MlflowServer,
  artifactUri: string,
  artifacts: readonly Artifact[],
  folder: string,
): Promise<SentFiles> {
  const root = proxiedPath(artifactUri);
  if (root === undefined) return { sent: 0, missing: 0, elsewhere: artifactUri || 'nowhere' };
  const common = commonFolder(artifacts.map(({ name }) => name).filter(isAbsolute));
  let sent = 0;
  for (const { name } of artifacts) {
    const path = isAbsolute(name) ? name : join(folder, name);
    if (!existsSync(path)) continue;
    const place = (isAbsolute(name) ? relative(common, name) : name).split(sep).join('/');
    await server.upload(`${root}/${place}`, await openAsBlob(path));
    sent++;
  }
  return { sent, missing: artifacts.length - sent };
}

/** The innermost folder that has all of the paths in it; the root where there is none, as with two drives. */
function commonFolder(paths: readonly string[]): string {
  let folder = dirname(paths[0] ?? sep);
  const hasAll = () => paths.every((path) => path.startsWith(folder.endsWith(sep) ? folder : folder + sep));
  while (!hasAll() && dirname(folder) !== folder) folder = dirname(folder);
  return folder;
}

/** The path from the root of the artifacts that a server passes on: `mlflow-artifacts:/1/ab/artifacts` -> `1/ab/artifacts`. */
function proxiedPath(uri: string): string | undefined {
  const match = /^mlflow-artifacts:(?:\/\/[^/]*)?\/+(.+?)\/*$/.exec(uri);
  return match?.[1];
}
