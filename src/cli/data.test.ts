import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { echotrain, emptyFolder } from '../../test/command-line.ts';
import { serveFiles } from '../../test/file-server.ts';

const MNIST = join(import.meta.dirname, '../../../shared/data/mnist');
const isThere = existsSync(MNIST);
const NAMES = [
  't10k-images-idx3-ubyte',
  't10k-labels-idx1-ubyte',
  'train-images-idx3-ubyte',
  'train-labels-idx1-ubyte',
];

describe('echotrain data get mnist', () => {
  it.skipIf(!isThere)(
    'takes the files from a folder, and then leaves them (skipped without ../shared/data)',
    async () => {
      const first = await echotrain(['data', 'get', 'mnist', '--from', MNIST]);
      const home = join(first.folder, 'home', 'mnist');
      expect([first.code, first.output]).toEqual([0, `MNIST is complete and right, in ${home}\n`]);
      expect(readdirSync(home).sort()).toEqual(NAMES);
      const again = await echotrain(['data', 'get', 'mnist', '--from', 'nowhere'], { folder: first.folder });
      expect([again.code, again.error]).toEqual([0, '']);
    },
  );

  it.skipIf(!isThere)(
    'fetches them from an address, file by file (skipped without ../shared/data)',
    async () => {
      const files = NAMES.map(
        (name) => [`/mnist/${name}.gz`, readFileSync(join(MNIST, `${name}.gz`))] as const,
      );
      await using server = await serveFiles(Object.fromEntries(files));
      const { code, error } = await echotrain(['data', 'get', 'mnist', '--from', `${server.url}/mnist`]);
      expect(code).toBe(0);
      expect(error).toMatch(/^(t10k|train)-.*: fetched \(.*\)\n/);
      expect(error.trimEnd().split('\n')).toHaveLength(4);
    },
  );

  it.each([
    [
      'an empty folder',
      '.',
      /^error: \.: expected the original file t10k-labels-idx1-ubyte, packed with gzip or not, received no such file\.\n$/,
    ],
    [
      'an address without them',
      'URL',
      /^error: download of t10k-labels-idx1-ubyte: expected a server that sends it, received http:.*404.*; http:.*404.*\. Where the internet is out of reach, take the files from elsewhere: --from FOLDER or --from URL\.\n$/,
    ],
    [
      'an address of another kind',
      'ftp://example.org',
      /^error: download: expected an address that begins with http:\/\/ or https:\/\/, received ftp:.*\n$/,
    ],
  ])('says in one line what is wrong with %s', async (_, from, message) => {
    await using server = await serveFiles({});
    const { code, output, error, folder } = await echotrain([
      'data',
      'get',
      'mnist',
      '--from',
      from.replace('URL', server.url),
    ]);
    expect([code, output]).toEqual([1, '']);
    expect(error).toMatch(message);
    expect(
      readdirSync(folder, { recursive: true }).filter((name) => !/^home(.mnist)?$/.test(String(name))),
    ).toEqual([]);
  });

  it('refuses files that are not the originals', async () => {
    const folder = emptyFolder();
    for (const name of NAMES) writeFileSync(join(folder, name), 'something else');
    const { code, error } = await echotrain(['data', 'get', 'mnist', '--from', '.'], { folder });
    expect(code).toBe(1);
    expect(error).toMatch(
      /^error: \.: expected the original file .*, received .* with other content \(SHA-256/,
    );
  });

  it.skipIf(!isThere)('stops by Ctrl-C and goes on later (skipped without ../shared/data)', async () => {
    const packed = readFileSync(join(MNIST, `${NAMES[1]}.gz`));
    await using server = await serveFiles({ [`/${NAMES[1]}.gz`]: packed }, ['falls silent']);
    const folder = emptyFolder();
    const wait = new Promise((resolve) => setTimeout(resolve, 1500));
    let child: (() => void) | undefined;
    const onStart = (kill: (signal: NodeJS.Signals) => void) => {
      child = () => kill('SIGINT');
    };
    const running = echotrain(['data', 'get', 'mnist', '--from', server.url], { folder, onStart });
    await wait;
    child?.();
    const { code, error } = await running;
    expect(code).toBe(130);
    expect(error).toContain('What has arrived is kept; the same command goes on from there.');
    expect(readdirSync(join(folder, 'home', 'mnist'))).toEqual([`${NAMES[1]}.gz.part`]);
  });
});
