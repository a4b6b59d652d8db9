import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const PROGRAM = '/usr/sbin/Orthanc';
const PLUGIN = '/usr/share/orthanc/plugins/libOrthancDicomWeb.so';

/** Whether Orthanc and its DICOMweb plug-in are installed here. */
export const hasOrthanc = existsSync(PROGRAM) && existsSync(PLUGIN);

/** An archive on this machine. */
export interface Orthanc extends AsyncDisposable {
  /** The root of its DICOMweb service. */
  readonly url: string;
  readonly user: string;
  readonly password: string;
  /** Brings DICOM files in. */
  upload(files: readonly Uint8Array[]): Promise<void>;
}

/** Starts a real Orthanc, empty, with a name and password, which answers on the loopback interface only. */
export async function startOrthanc(): Promise<Orthanc> {
  const folder = mkdtempSync(join(tmpdir(), 'echotrain-orthanc-'));
  const [port, user, password] = [await freePort(), 'tester', 'a b:c/ü'];
  const configuration = join(folder, 'orthanc.json');
  writeFileSync(configuration, JSON.stringify(settings(folder, port, user, password)));
  const child = spawn(PROGRAM, [configuration], { cwd: folder, stdio: 'ignore' });
  const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
  await answering(`http://127.0.0.1:${port}/system`, authorization, child);
  return {
    url: `http://127.0.0.1:${port}/dicom-web`,
    user,
    password,
    upload: (files) => upload(`http://127.0.0.1:${port}/instances`, authorization, files),
    [Symbol.asyncDispose]: async () => {
      await ended(child);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function settings(folder: string, port: number, user: string, password: string): object {
  return {
    Name: 'echotrain test',
    StorageDirectory: folder,
    IndexDirectory: folder,
    Plugins: [PLUGIN],
    DicomServerEnabled: false,
    HttpPort: port,
    RemoteAccessAllowed: false,
    AuthenticationEnabled: true,
    RegisteredUsers: { [user]: password },
    DicomWeb: { Enable: true, Root: '/dicom-web/', EnableWado: false },
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

async function answering(url: string, authorization: string, child: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt++) {
    if (child.exitCode !== null) throw new Error(`Orthanc ended with code ${child.exitCode}`);
    const response = await fetch(url, { headers: { authorization } }).catch(() => undefined);
    if (response?.ok) return;
    await sleep(100);
  }
  throw new Error('Orthanc does not answer');
}

async function upload(url: string, authorization: string, files: readonly Uint8Array[]): Promise<void> {
  for (const file of files) {
    const body = new Uint8Array(file);
    const response = await fetch(url, { method: 'POST', headers: { authorization }, body });
    if (!response.ok) throw new Error(`Orthanc answers ${response.status}`);
  }
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null) return resolve();
    child.once('exit', () => resolve());
    child.kill('SIGTERM');
  });
}
