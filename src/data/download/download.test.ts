import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Conduct, type FileServer, serveFiles } from '../../../test/file-server.ts';
import { InputError } from '../../util/errors.ts';
import { type DownloadOptions, download } from './download.ts';

const content = Uint8Array.from({ length: 100_000 }, (_, i) => (i * i) % 251);
const sha256 = createHash('sha256').update(content).digest('hex');
const files = { '/digits': content, '/digits.gz': gzipSync(content) };

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'echotrain-download-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('download', () => {
  it.each(['/digits', '/digits.gz'])('fetches %s, unpacked, and leaves nothing else', async (path) => {
    await using server = await serveFiles(files);
    await get([server], { path });
    await expectDone();
    expect(server.requests).toEqual([path]);
  });

  it.each<Conduct>(['ignores ranges', 'no length', 'slow'])(
    'copes with a server that %s',
    async (conduct) => {
      await using server = await serveFiles(files, [conduct]);
      await writeFile(join(folder, 'digits.part'), content.subarray(0, 1234));
      await get([server]);
      await expectDone();
    },
  );

  it('goes on where an earlier download was stopped', async () => {
    await using server = await serveFiles(files);
    await writeFile(join(folder, 'digits.part'), content.subarray(0, 60_000));
    await get([server]);
    expect(server.requests).toEqual(['/digits bytes=60000-']);
    await expectDone();
  });

  it('goes on after each break of the connection', async () => {
    await using server = await serveFiles(files, ['falls silent', 'falls silent', 'fine']);
    await get([server], { onProgress: hangUpAt(server, [50_000, 75_000]) });
    expect(server.requests).toEqual(['/digits', '/digits bytes=50000-', '/digits bytes=75000-']);
    await expectDone();
  });

  it('does not give up as long as it gets further', async () => {
    const breaks = [50_000, 75_000, 87_500, 93_750, 96_875];
    await using server = await serveFiles(files, [...breaks.map(() => 'falls silent' as const), 'fine']);
    await get([server], { attempts: 2, onProgress: hangUpAt(server, breaks) });
    expect(server.requests).toHaveLength(6);
    await expectDone();
  });

  it('installs what had already arrived in full', async () => {
    await using server = await serveFiles(files);
    await writeFile(join(folder, 'digits.part'), content);
    await get([server]);
    await expectDone();
  });

  it.each([
    ['wrong bytes', content.map((byte) => byte ^ 1).subarray(0, 500)],
    ['more bytes than the file has', new Uint8Array(150_000)],
  ])('starts afresh where %s had been left', async (_, left) => {
    await using server = await serveFiles(files);
    await writeFile(join(folder, 'digits.part'), left);
    await get([server]);
    expect(server.requests.at(-1)).toBe('/digits');
    await expectDone();
  });

  it.each<[Conduct, string]>([
    [404, 'the server answers 404 Not Found'],
    [403, 'the server answers 403 Forbidden'],
    ['wrong bytes', 'it sends other content (SHA-256'],
    ['own page', 'it sends other content (SHA-256'],
    ['endless', 'the server sends more than the 100000 bytes that it may be'],
  ])('turns from a server with %s to the next one at once', async (conduct, trouble) => {
    await using bad = await serveFiles(files, [conduct]);
    await using good = await serveFiles(files);
    await get([bad, good]);
    expect(bad.requests).toHaveLength(1);
    await expectDone();
    await rm(join(folder, 'digits.bin'));
    await expect(get([bad])).rejects.toThrow(`received ${bad.url}/digits: ${trouble}`);
    expect(existsSync(join(folder, 'digits.bin'))).toBe(false);
  });

  it.each<[Conduct, string]>([
    [503, 'the server answers 503 Service Unavailable'],
    [429, 'the server answers 429 Too Many Requests'],
    ['sends nothing', 'nothing came for 1 s'],
  ])('tries again where trouble may pass (%s), then turns to the next server', async (conduct, trouble) => {
    await using passing = await serveFiles(files, [conduct, 'fine']);
    const patienceMs = conduct === 'sends nothing' ? 1000 : 10_000;
    await get([passing], { patienceMs });
    await expectDone();
    await rm(join(folder, 'digits.bin'));
    await using bad = await serveFiles(files, [conduct]);
    await expect(get([bad], { patienceMs })).rejects.toThrow(trouble);
    expect(bad.requests).toHaveLength(3);
    await using good = await serveFiles(files);
    await get([bad, good], { patienceMs, attempts: 1 });
    await expectDone();
  });

  it('says what each server did, when none helps, and what to do', async () => {
    await using missing = await serveFiles({});
    const closed = await serveFiles({});
    await closed[Symbol.asyncDispose]();
    const urls = [missing.url, closed.url, closed.url.replace('127.0.0.1', 'localhost')];
    const result = download({
      ...options(),
      urls: urls.map((url) => `${url}/digits`),
      remedy: 'Ask a friend.',
    });
    await expect(result).rejects.toThrow(InputError);
    await expect(result).rejects.toThrow(
      /^download of digits.bin: expected a server that sends it, received http/,
    );
    await expect(result).rejects.toThrow(
      /404 Not Found; http.*: connect ECONNREFUSED 127.0.0.1:\d+; http.*: connect ECONNREFUSED .*\. Ask a friend\.$/,
    );
  });

  it('trusts no server that sends another part than asked for', async () => {
    await using server = await serveFiles(files, ['wrong range']);
    await writeFile(join(folder, 'digits.part'), content.subarray(0, 10));
    await expect(get([server])).rejects.toThrow('the server sends another part than asked for');
  });

  it('waits longer before each further attempt', async () => {
    await using server = await serveFiles(files, [500, 500, 'fine']);
    const before = performance.now();
    await get([server], { pauseMs: 60 });
    expect(performance.now() - before).toBeGreaterThan(60 + 120 - 5);
  });

  it('stops when told to, and keeps what has arrived', async () => {
    await using server = await serveFiles(files, ['falls silent']);
    const stop = new AbortController();
    const result = get([server], {
      patienceMs: 60_000,
      signal: stop.signal,
      onProgress: ({ received }) => received >= 50_000 && stop.abort(new Error('stopped by the user')),
    });
    await expect(result).rejects.toThrow('stopped by the user');
    expect(await readdir(folder)).toEqual(['digits.part']);
    expect((await readFile(join(folder, 'digits.part'))).length).toBe(50_000);
  });

  it('stops while it waits for the next attempt', async () => {
    await using server = await serveFiles(files, [500]);
    const stop = new AbortController();
    setTimeout(() => stop.abort(new Error('stopped by the user')), 100);
    const result = get([server], { pauseMs: 60_000, signal: stop.signal });
    await expect(result).rejects.toThrow('stopped by the user');
  });

  it('tells how far it is', async () => {
    await using server = await serveFiles(files, ['slow']);
    const seen: number[] = [];
    await get([server], {
      onProgress: ({ received, total }) => {
        expect(total).toBe(100_000);
        seen.push(received);
      },
    });
    expect(seen.at(-1)).toBe(100_000);
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
  });

  it.skipIf(!existsSync('/dev/full'))('names the file when the disk is full', async () => {
    await using server = await serveFiles(files);
    await symlink('/dev/full', join(folder, 'digits.part'));
    await expect(get([server])).rejects.toThrow(
      /digits\.part: expected a place with room .* ENOSPC.* Make room there/,
    );
    expect(existsSync(join(folder, 'digits.bin'))).toBe(false);
  });

  it('names the folder when it is none', async () => {
    await using server = await serveFiles(files);
    await writeFile(join(folder, 'file'), '');
    await expect(get([server], { to: join(folder, 'file', 'digits.bin') })).rejects.toThrow(InputError);
  });

  it.each(['ftp://example.org/x', 'file:///etc/hosts', 'digits', 'http://'])(
    'refuses the address %s',
    async (url) => {
      await expect(download({ ...options(), urls: [url] })).rejects.toThrow(
        'that begins with http:// or https://',
      );
    },
  );
});

function options(): Omit<DownloadOptions, 'urls'> {
  return {
    to: join(folder, 'digits.bin'),
    sha256,
    limit: content.length,
    attempts: 3,
    pauseMs: 5,
    patienceMs: 10_000,
  };
}

function get(
  servers: readonly FileServer[],
  { path = '/digits', ...others }: Partial<DownloadOptions> & { path?: string } = {},
): Promise<void> {
  return download({ ...options(), urls: servers.map(({ url }) => `${url}${path}`), ...others });
}

/** Lets the server break the connection as soon as so many bytes have arrived. */
function hangUpAt(server: FileServer, bytes: readonly number[]): DownloadOptions['onProgress'] {
  return ({ received }) => bytes.includes(received) && server.hangUp();
}

/** The file is right, and nothing but it is left. */
async function expectDone(): Promise<void> {
  expect(await readdir(folder)).toEqual(['digits.bin']);
  expect((await readFile(join(folder, 'digits.bin'))).equals(content)).toBe(true);
}
