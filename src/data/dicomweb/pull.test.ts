import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { emptyFolder } from '../../../test/command-line.ts';
import {
  type ArchiveOptions,
  type Conduct,
  instanceBytes,
  serveArchive,
} from '../../../test/dicomweb-server.ts';
import { condition } from './conditions.ts';
import { type PullOptions, pull } from './pull.ts';
import { safeName } from './safe-name.ts';

const QUICK = { pauseMs: 5, patienceMs: 5000, attempts: 3, parallel: 1 };

async function pullFrom(root: string, options: Partial<PullOptions> = {}) {
  const out = options.out ?? join(emptyFolder(), 'got');
  const summary = await pull({ root, conditions: [condition('PatientID', 'P1')], ...QUICK, ...options, out });
  return { out, summary };
}

/** Expects that the first so many instances are there, in full, and nothing else. */
function expectInstances(out: string, count: number, place = 'P1/1.2/1.2.3'): void {
  const files = readdirSync(out, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.(dcm|part)/.test(name),
  );
  expect(files.sort()).toEqual(Array.from({ length: count }, (_, i) => `${place}/1.2.3.${i + 1}.dcm`));
  for (let i = 1; i <= count; i++) {
    expect(readFileSync(join(out, place, `1.2.3.${i}.dcm`)).equals(instanceBytes(i))).toBe(true);
  }
}

describe('pull', () => {
  it.each<ArchiveOptions>([
    {},
    { conducts: ['bare'] },
    { pageSize: 2, instances: 7 },
    { conducts: ['to ', 'fine'] },
  ])('fetches everything from a server with %o', async (options) => {
    await using archive = await serveArchive(options);
    const { out, summary } = await pullFrom(archive.url);
    const count = options.instances ?? 3;
    expect(summary).toMatchObject({
      patients: 1,
      studies: 1,
      series: 1,
      instances: count,
      fetched: count,
      failed: [],
    });
    expectInstances(out, count);
  });

  it.each<Conduct>([500, 503, 429, 'cuts off', 'ends early', 'falls silent'])(
    'tries again where trouble may pass: %s',
    async (conduct) => {
      await using archive = await serveArchive({ conducts: [conduct, conduct, 'fine'] });
      const { out, summary } = await pullFrom(archive.url, { patienceMs: 300 });
      expect(summary).toMatchObject({ fetched: 3, failed: [], bytes: 3 * 5000 + 6 });
      expectInstances(out, 3);
    },
  );

  it.each<[Conduct, string]>([
    [404, 'the server answers 404 Not Found'],
    [500, 'the server answers 500 Internal Server Error'],
    ['wrong boundary', 'the connection was cut off'],
    ['no boundary', 'the server sends several parts, but does not say what separates them'],
    ['two parts', 'the server sends several parts where one was asked for'],
    ['garbage', 'the server sends something else than the parts that it announced'],
    ['no dicom', 'the server sends something else than a DICOM file'],
    ['page', 'the server sends text/html instead of DICOM files'],
    ['endless', 'the server sends more than the 1000000 bytes that an instance may have'],
    ['huge headers', 'the server does not keep to HTTP'],
  ])('goes on with the others where one cannot be had: %s', async (conduct, reason) => {
    await using archive = await serveArchive({ conducts: ['fine', 'fine', conduct] });
    const { out, summary } = await pullFrom(archive.url, { largestInstance: 1_000_000 });
    expect(summary.failed).toEqual([{ instance: '1.2.3.3', reason: expect.stringContaining(reason) }]);
    expect(summary).toMatchObject({ fetched: 2, bytes: 10_003 });
    expectInstances(out, 2);
    await using better = await serveArchive();
    expect((await pullFrom(better.url, { out })).summary).toMatchObject({ fetched: 1, kept: 2 });
    expectInstances(out, 3);
  });

  it.each<[Conduct, string]>([
    [401, 'the server answers 401 Unauthorized. Give --user with the password'],
    [403, 'the server answers 403 Forbidden. The server knows you, but does not let you read this'],
    ['falls silent', 'nothing came for 0.2 s'],
    ['to http://example.org/x', 'the server sends us to http://example.org, another server'],
  ])('stops where the server as a whole does not help: %s', async (conduct, reason) => {
    await using archive = await serveArchive({ conducts: ['fine', conduct] });
    const out = join(emptyFolder(), 'got');
    const result = pullFrom(archive.url, { out, patienceMs: 200, attempts: 2 });
    await expect(result).rejects.toThrow(
      `${archive.url}: expected a DICOMweb server that answers, received ${reason}`,
    );
    expectInstances(out, 1);
  });

  it('waits as long as the server asks, but not for hours', async () => {
    await using archive = await serveArchive({ conducts: [503, 'fine'], retryAfter: '1' });
    const before = performance.now();
    await pullFrom(archive.url);
    expect(performance.now() - before).toBeGreaterThan(950);
    await using slow = await serveArchive({ conducts: [503], retryAfter: '7200', instances: 1 });
    expect((await pullFrom(slow.url)).summary.failed).toHaveLength(1);
  });

  it('fetches again what was changed, cut off or lost, and only that', async () => {
    await using archive = await serveArchive({ instances: 5 });
    const { out } = await pullFrom(archive.url);
    const file = (i: number) => join(out, `P1/1.2/1.2.3/1.2.3.${i}.dcm`);
    writeFileSync(file(1), instanceBytes(1).fill(7, 2000, 2001));
    writeFileSync(file(2), instanceBytes(2).subarray(0, 100));
    const journal = readFileSync(join(out, 'pull.jsonl'), 'utf8');
    writeFileSync(join(out, 'pull.jsonl'), journal.slice(0, -20));
    expect((await pullFrom(archive.url, { out })).summary).toMatchObject({ fetched: 3, kept: 2 });
    expect((await pullFrom(archive.url, { out })).summary).toMatchObject({ fetched: 0, kept: 5, bytes: 0 });
    expectInstances(out, 5);
  });

  it('stops when told to, and keeps what has arrived', async () => {
    await using archive = await serveArchive({
      instances: 20,
      conducts: ['fine', 'fine', 'fine', 'falls silent'],
    });
    const out = join(emptyFolder(), 'got');
    const stop = new AbortController();
    const onProgress: PullOptions['onProgress'] = ({ done, bytes }) => {
      if (done === 3 && bytes > 16_000) stop.abort(new Error('stopped by the user'));
    };
    await expect(pullFrom(archive.url, { out, signal: stop.signal, onProgress })).rejects.toThrow(
      'stopped by the user',
    );
    expectInstances(out, 3);
  });

  it.each(['../../../etc', '/etc/passwd', 'C:\\x', '.', 'nul', 'Müller^Jörg', 'a'.repeat(300)])(
    'keeps to its folder, whatever a patient is called: %s',
    async (patient) => {
      await using archive = await serveArchive({ patient, instances: 1 });
      const { out } = await pullFrom(archive.url, { conditions: [condition('PatientID', patient)] });
      const folders = readdirSync(out).filter((entry) => entry !== 'pull.jsonl');
      expect(folders).toEqual([safeName(patient)]);
      expect(readdirSync(join(out, '..'))).toEqual(['got']);
    },
  );

  it.each(['..', '../x', '1.2/../..', 'x'])('refuses what is no identifier: %s', async (study) => {
    await using archive = await serveArchive({ study });
    await expect(pullFrom(archive.url)).rejects.toThrow('which is no DICOM UID');
    expect(archive.requests).toHaveLength(2);
  });

  it('does not take another patient from a server that ignores conditions', async () => {
    await using archive = await serveArchive({ patient: 'P12' });
    await expect(pullFrom(archive.url)).rejects.toThrow(
      `${archive.url}: expected images with PatientID=P1, received none. Check the spelling; * stands for any`,
    );
    await expect(
      pullFrom(archive.url, { conditions: [condition('PatientID', 'P*'), condition('Modality', 'MR')] }),
    ).rejects.toThrow('expected images with PatientID=P* and Modality=MR, received none');
  });

  it.each<[string, string, string]>([
    [
      'text/html',
      '<html>Log in',
      'a web page instead of results in DICOM JSON. Check the address: --dicomweb is',
    ],
    ['application/json', '{"a":1}', 'something else ('],
    ['application/json', '[1]', 'something else ('],
    ['application/json', '[{', 'something else ('],
  ])('says what is wrong with an answer of type %s: %s', async (type, body, reason) => {
    await using archive = await serveArchive({
      searchAnswer: (response) => response.writeHead(200, { 'content-type': type }).end(body),
    });
    await expect(pullFrom(archive.url)).rejects.toThrow(reason);
  });

  it.each([204, 200])('finds nothing where the server answers %i and sends nothing', async (status) => {
    await using archive = await serveArchive({
      searchAnswer: (response) => response.writeHead(status).end(),
    });
    await expect(pullFrom(archive.url)).rejects.toThrow('received none');
  });

  it('says that there is no server, without trying for long', async () => {
    const archive = await serveArchive();
    await archive[Symbol.asyncDispose]();
    const out = join(emptyFolder(), 'got');
    await expect(pullFrom(archive.url, { out, pauseMs: 60_000 })).rejects.toThrow(
      /received connect ECONNREFUSED 127.0.0.1:\d+\. Check the address, and that the server runs/,
    );
    expect(existsSync(out)).toBe(false);
  });

  it.skipIf(!hasOpenssl())(
    'trusts no certificate that it cannot check (skipped without openssl)',
    async () => {
      const folder = emptyFolder();
      const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
      const request =
        'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost';
      spawnSync('openssl', [...request.split(' '), '-keyout', key, '-out', cert], { stdio: 'ignore' });
      const server = createServer({ key: readFileSync(key), cert: readFileSync(cert) });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const address = server.address();
      const port = typeof address === 'object' ? address?.port : 0;
      await expect(pullFrom(`https://127.0.0.1:${port}`, { pauseMs: 60_000 })).rejects.toThrow(
        /received its certificate is not trusted \(self-signed certificate\)\. .* NODE_EXTRA_CA_CERTS/,
      );
      server.close();
    },
  );

  it.skipIf(!existsSync('/dev/full'))('stops when the disk is full', async () => {
    await using archive = await serveArchive();
    const out = join(emptyFolder(), 'got');
    mkdirSync(join(out, 'P1/1.2/1.2.3'), { recursive: true });
    symlinkSync('/dev/full', join(out, 'P1/1.2/1.2.3/1.2.3.1.dcm.part'));
    await expect(pullFrom(archive.url, { out })).rejects.toThrow(
      /ENOSPC.* Make room there, or choose another folder/,
    );
    expectInstances(out, 0);
  });

  it('names the folder when it is none', async () => {
    await using archive = await serveArchive();
    const out = join(emptyFolder(), 'file');
    writeFileSync(out, '');
    await expect(pullFrom(archive.url, { out })).rejects.toThrow(
      /file: .* or choose another folder by --out\.$/,
    );
  });
});

function hasOpenssl(): boolean {
  return spawnSync('openssl', ['version'], { stdio: 'ignore' }).status === 0;
}
