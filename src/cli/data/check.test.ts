import { mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { echotrain, emptyFolder } from '../../../test/command-line.ts';
import { drawPhantom } from '../../../test/phantom-set.ts';
import { RandomStream } from '../../data/index.ts';
import { encodePng } from '../../report/index.ts';

const folder = emptyFolder();
const SIDE = 48;

/** An image of a subject as a PNG file; one copy is planted. */
function picture(subject: number, view: number): Uint8Array {
  const isCopy = subject === 23;
  const stream = RandomStream.derive(3, 'png', isCopy ? 3 : subject, view);
  const levels = drawPhantom(stream, SIDE).map((value) => Math.min(255, value / 4));
  return encodePng(Uint8Array.from(levels), SIDE, SIDE);
}

const STUDY = `
name: phantoms
data:
  dataset: { folder: set, items: slices }
split:
  random: { validation: 0.2, test: 0.3 }
model:
  linear: {}
training:
  epochs: 1
  batchSize: 8
  optimizer: { adam: { learningRate: 0.001 } }
`;

const answer = z.object({
  findings: z.array(
    z.object({ check: z.string(), grade: z.string(), title: z.string(), remedy: z.string() }),
  ),
  counts: z.object({ error: z.number(), warning: z.number(), note: z.number() }),
  examined: z.looseObject({ items: z.number(), slices: z.number() }),
});

beforeAll(async () => {
  const rows = ['file,subject,label'];
  mkdirSync(join(folder, 'images'));
  for (let subject = 0; subject < 24; subject++) {
    for (const view of [1, 2]) {
      const name = `s${subject}v${view}.png`;
      writeFileSync(join(folder, 'images', name), picture(subject, view));
      rows.push(`${name},p${subject},${subject % 2 === 0 ? 'well' : 'ill'}`);
    }
  }
  writeFileSync(join(folder, 'table.csv'), `${rows.join('\n')}\n`);
  writeFileSync(join(folder, 'study.yaml'), STUDY);
  const made = await echotrain(
    [
      'data',
      'import',
      'images',
      '--out',
      'set',
      '--labels',
      'table.csv',
      '--key',
      'file',
      '--label',
      'label',
      '--subject',
      'subject',
    ],
    { folder },
  );
  expect([made.code, made.error]).toEqual([0, '']);
}, 60_000);

describe('echotrain data check', () => {
  it('finds the copy that a split tears apart, writes a page, and leaves the dataset as it is', async () => {
    const before = readdirSync(join(folder, 'set'));
    const { code, output, error } = await echotrain(['data', 'check', 'study.yaml', '--json'], { folder });
    expect(code).toBe(1);
    const { findings, counts, examined } = answer.parse(JSON.parse(output));
    const copies = findings.filter(({ check }) => check === 'identical-images');
    expect(copies.map(({ grade }) => grade)).toEqual(['error']);
    expect(counts.error).toBe(findings.filter(({ grade }) => grade === 'error').length);
    expect(examined).toMatchObject({ items: 48, slices: 48 });
    expect(error).toMatch(/error {4}2 images are in more than one part, value for value\.\n/);
    expect(error).toContain('Page: audit.html\n');
    const page = readFileSync(join(folder, 'audit.html'), 'utf8');
    expect(page).toContain('data:image/png;base64');
    expect(page).not.toMatch(/<script|src="http/);
    expect(readdirSync(join(folder, 'set'))).toEqual(before);
  }, 60_000);

  it('is content with a folder whose parts are not known, and says so', async () => {
    const { code, output, error } = await echotrain(['data', 'check', 'set', '--out', 'own.html'], {
      folder,
    });
    expect([code, error]).toEqual([0, '']);
    expect(output).toMatch(/^Audit of set: 48 items, 24 subjects, 48 slices\n/);
    expect(output).toContain('The data are not divided into parts');
    expect(output).toMatch(/\n0 errors, 1 warning, 1 note\nPage: own\.html\n$/);
    expect(readFileSync(join(folder, 'own.html'), 'utf8')).toContain('<title>Audit of set</title>');
  }, 60_000);

  it('notices a file that has changed, and one that has only been touched', async () => {
    const [touched, changed] = ['s4v1.png', 's5v1.png'].map((name) => join(folder, 'images', name));
    utimesSync(touched ?? '', 1, 1);
    writeFileSync(changed ?? '', picture(99, 1));
    const { code, output } = await echotrain(['data', 'check', 'set', '--json'], { folder });
    expect(code).toBe(1);
    const found = answer.parse(JSON.parse(output)).findings.filter(({ check }) => check === 'changed-files');
    expect(found.map(({ title }) => title)).toEqual(['The files of 1 item have changed since the import.']);
  }, 60_000);

  it.each([
    [
      ['nowhere'],
      /^error: nowhere: expected a dataset's folder or a study file, received nothing of that name\. .*\n$/,
    ],
    [
      ['images'],
      /^error: images: expected a dataset: a folder with manifest.sqlite, received a folder without one\. .*\n$/,
    ],
    [['table.csv'], /^error: table.csv/],
    [
      ['set', '--out', 'no/such/folder/x.html'],
      /^error: no\/such\/folder\/x.html: expected a place for the page, received .*\n$/,
    ],
  ])('says in one line what is wrong with %j', async (args, message) => {
    const { code, output, error } = await echotrain(['data', 'check', ...args], { folder });
    expect([code, output]).toEqual([1, '']);
    expect(error).toMatch(message);
  });
});
