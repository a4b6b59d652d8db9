import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { echotrain, emptyFolder, type StartOptions } from '../../../test/command-line.ts';
import { serveArchive } from '../../../test/dicomweb-server.ts';

describe('echotrain data pull', () => {
  it('says what came, and what did not', async () => {
    await using archive = await serveArchive({ conducts: ['fine', 404, 'fine'] });
    const args = [
      'data',
      'pull',
      '--dicomweb',
      archive.url,
      '--patient',
      'P1',
      '--out',
      'got',
      '--parallel',
      '1',
    ];
    const first = await echotrain(args);
    expect([first.code, first.output]).toEqual([1, '2 images, 1 series, 1 study, 1 patient in got\n']);
    expect(first.error).toMatch(
      /\nerror: echotrain data pull: expected all 3 images, received 2; 1\.2\.3\.2: the server answers 404 Not Found\. The same command tries these again\.\n$/,
    );
    const second = await echotrain([...args, '--json'], { folder: first.folder });
    expect(JSON.parse(second.output)).toMatchObject({
      instances: 3,
      fetched: 1,
      kept: 2,
      failed: [],
      out: 'got',
    });
    expect(second.code).toBe(0);
  });

  it('stops by Ctrl-C, keeps what arrived, and goes on later', async () => {
    await using archive = await serveArchive({ conducts: ['fine', 'falls silent', 'fine'] });
    const args = [
      'data',
      'pull',
      '--dicomweb',
      archive.url,
      '--patient',
      'P1',
      '--out',
      'got',
      '--parallel',
      '1',
    ];
    const waiting = Promise.withResolvers<void>();
    const onStart: StartOptions['onStart'] = (send) => {
      const wait = setInterval(() => {
        if (archive.requests.filter((path) => /instances\/1/.test(path)).length < 2) return;
        clearInterval(wait);
        send('SIGINT');
        waiting.resolve();
      }, 20);
    };
    const stopped = await echotrain(args, { onStart });
    await waiting.promise;
    expect(stopped.code).toBe(130);
    expect(stopped.error).toContain('What has arrived is kept; the same command goes on from there.');
    expect(readdirSync(join(stopped.folder, 'got/P1/1.2/1.2.3'))).toEqual(['1.2.3.1.dcm']);
    const again = await echotrain(args, { folder: stopped.folder });
    expect([again.code, again.output]).toEqual([0, '3 images, 1 series, 1 study, 1 patient in got\n']);
  });

  it.each<[string, string[], RegExp]>([
    ['nothing to fetch', [], /expected what to fetch: --patient, --study or --query, received none of them/],
    [
      'no password',
      ['--patient', 'x', '--user', 'me'],
      /--user: expected the password in the environment variable/,
    ],
    [
      'two ways to log in',
      ['--patient', 'x', '--user', 'me', '--token-file', 't'],
      /expected one way to log in/,
    ],
    [
      'no token',
      ['--patient', 'x', '--token-file', 'nowhere'],
      /--token-file: expected a file with a token, received/,
    ],
    ['a bad token', ['--patient', 'x', '--token-file', 'bad'], /bad: expected one token, without spaces/],
    [
      'an unknown keyword',
      ['--query', 'Modalty=CT'],
      /--query: expected KEYWORD=VALUE with one of the keywords/,
    ],
  ])('says in one line what is wrong: %s', async (_, args, message) => {
    const folder = emptyFolder();
    writeFileSync(join(folder, 'bad'), 'a b\n');
    const where = ['--dicomweb', 'http://127.0.0.1:9/x', '--out', 'got'];
    const { code, error } = await echotrain(['data', 'pull', ...where, ...args], { folder });
    expect([code, error.trimEnd().split('\n')]).toEqual([1, [expect.stringMatching(message)]]);
    expect(readdirSync(folder)).toEqual(['bad']);
  });

  it('sends the token, and nothing else, to the server', async () => {
    let heard: string | undefined;
    await using archive = await serveArchive({
      searchAnswer: (response) => {
        heard = response.req.headers.authorization;
        response.writeHead(401).end();
      },
    });
    const folder = emptyFolder();
    writeFileSync(join(folder, 'token'), 'abc.def\n');
    const args = [
      'data',
      'pull',
      '--dicomweb',
      archive.url,
      '--patient',
      'P',
      '--out',
      'got',
      '--token-file',
      'token',
    ];
    const { code, error } = await echotrain(args, { folder });
    expect([code, heard]).toEqual([1, 'Bearer abc.def']);
    expect(error).not.toContain('abc.def');
  });
});
