/** `server.json` of a workspace: which server has it, so that a second one is not started beside it. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const serverSchema = z.strictObject({
  pid: z.int().positive(),
  port: z.int().min(1).max(65_535),
  /** What lets in whoever may read this file: the user. */
  token: z.string().min(32),
});

/** A server that has a workspace. */
export type ServerEntry = z.output<typeof serverSchema>;

/** Notes the server of a workspace, readable for the user only. @returns what takes the note away again */
export function writeServerFile(workspace: string, entry: ServerEntry): () => void {
  const path = pathIn(workspace);
  rmSync(path, { force: true });
  writeFileSync(path, `${JSON.stringify(entry)}\n`, { mode: 0o600, flag: 'wx' });
  return () => {
    if (readServerFile(workspace)?.token === entry.token) rmSync(path, { force: true });
  };
}

/** The server that has a workspace, as far as its file tells: it may have ended without a word. */
export function readServerFile(workspace: string): ServerEntry | undefined {
  try {
    return serverSchema.parse(JSON.parse(readFileSync(pathIn(workspace), 'utf8')));
  } catch {
    return undefined;
  }
}

function pathIn(workspace: string): string {
  return join(workspace, 'server.json');
}
