import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { echotrain, emptyFolder, type StartOptions } from '../../../test/command-line.ts';
import { MARK, PERSON, PIXELS, plantedDicom, TRACES } from '../../../test/planted-dicom.ts';
import { asciiBytes } from '../../formats/dicom/write.ts';

const SECRET_FOLDER = `${MARK} Zyxwvutski`;

/** A folder with planted files under planted names: two of one patient, one of another, and other things. */
function plantedFolder(bare = false): string {
  const folder = emptyFolder();
  const place = join(folder, 'source', SECRET_FOLDER);
  mkdirSync(place, { recursive: true });
  const uid = (tag: number, text: string) => ({ tag, vr: 'UI', bytes: asciiBytes(text, 'UI') });
  const one = (number: number, id: string, study: string) => [
    { tag: 0x00100020, vr: 'LO', bytes: asciiBytes(id) },
    uid(0x00080018, `1.2.3.999.1.${number}`),
    uid(0x0020000d, study),
    uid(0x0020000e, `${study}.1`),
  ];
  const write = (name: string, bytes: Uint8Array | string) => writeFileSync(join(place, name), bytes);
  write(`${PERSON.id}-1.dcm`, plantedDicom({ number: 1, bare, instead: one(1, PERSON.id, '1.2.3.999.2') }));
  write(`${PERSON.id}-2`, plantedDicom({ number: 2, bare, instead: one(2, PERSON.id, '1.2.3.999.2') }));
  write('other.dcm', plantedDicom({ bare: true, instead: one(3, 'OTHER-1', '1.2.3.999.3') }));
  return folder;
}

function everyFile(folder: string): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return names.map((name) => join(folder, name)).filter((path) => statSync(path).isFile());
}

function contents(folder: string): Record<string, string> {
  return Object.fromEntries(everyFile(folder).map((path) => [path, readFileSync(path, 'base64')]));
}

/** What of the traces is in a text or bytes. */
function tracesIn(data: string | Buffer): string[] {
  const bytes = Buffer.from(data);
  return TRACES.filter((trace) => bytes.includes(trace) || bytes.includes(trace, 0, 'utf16le'));
}

const deidentify = (folder: string, ...args: readonly string[]) =>
  echotrain(['data', 'deidentify', 'source', '--out', 'out', ...args], { folder });

describe('echotrain data deidentify', () => {
  it('leaves no trace in files, names, log and screen, and the source as it was', async () => {
    const folder = plantedFolder();
    const before = contents(join(folder, 'source'));
    const { code, output, error } = await deidentify(folder);
    expect([code, output]).toEqual([0, '3 files of 2 subjects in out\n']);
    expect(error).toMatch(/^de-identify: 3 files \(.*\)\n$/);
    expect(tracesIn(output + error)).toEqual([]);
    const files = everyFile(join(folder, 'out'));
    for (const file of files) expect([file, tracesIn(readFileSync(file))]).toEqual([file, []]);
    expect(tracesIn(files.join('\n'))).toEqual([]);
    const names = files.map((file) => file.slice(join(folder, 'out/').length)).sort();
    expect(names.at(-1)).toBe('audit.jsonl');
    for (const name of names.slice(0, 3))
      expect(name).toMatch(/^S[0-9A-F]{12}\/study-1\/series-1\/0000[12]\.dcm$/);
    expect(contents(join(folder, 'source'))).toEqual(before);
    expect(readdirSync(folder).sort()).toEqual(['out', 'source']);
  });

  it('says in the log what was done to which tags', async () => {
    const folder = plantedFolder();
    await deidentify(folder, '--retain-dates-shifted');
    const lines = readFileSync(join(folder, 'out/audit.jsonl'), 'utf8').trimEnd().split('\n');
    const [head, first] = lines.map((line): unknown => JSON.parse(line));
    expect(head).toMatchObject({
      program: 'echotrain',
      profile: [
        '113100 Basic Application Confidentiality Profile',
        '113107 Retain Longitudinal Temporal Information Modified Dates Option',
      ],
    });
    expect(first).toMatchObject({
      file: 1,
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      burnedIn: 'not expected',
      actions: {
        removed: { '(0010,1040) PatientAddress': 6, '(0009,0010)': 6 },
        replaced: { '(0010,0010) PatientName': 6 },
        shifted: { '(0008,0020) StudyDate': 6 },
      },
    });
    expect(lines).toHaveLength(4);
  });

  it('keeps who is who in the key file alone, and repeats itself with it', async () => {
    const folder = plantedFolder(true);
    const key = ['--key', 'key.json', '--retain-dates-shifted'];
    await deidentify(folder, ...key);
    expect(statSync(join(folder, 'key.json')).mode & 0o777).toBe(0o600);
    const { subjects, uids } = JSON.parse(readFileSync(join(folder, 'key.json'), 'utf8'));
    const patients = Object.values(subjects).map((one) =>
      one instanceof Object && 'patient' in one ? one.patient : '',
    );
    expect(new Set(patients)).toEqual(new Set([PERSON.id, 'OTHER-1']));
    expect(Object.values(uids)).toContain('1.2.3.999.2');
    const again = await echotrain(['data', 'deidentify', 'source', '--out', 'again', ...key], { folder });
    expect(again.code).toBe(0);
    const strip = (name: string) =>
      Object.fromEntries(
        Object.entries(contents(join(folder, name))).map(([path, data]) => [path.split(name)[1], data]),
      );
    expect(strip('again')).toEqual(strip('out'));
    const forgotten = await echotrain(['data', 'deidentify', 'source', '--out', 'other'], { folder });
    expect(forgotten.code).toBe(0);
    expect(readdirSync(join(folder, 'other'))).not.toEqual(readdirSync(join(folder, 'out')));
  });

  it('lists what it does not take', async () => {
    const folder = plantedFolder(true);
    writeFileSync(join(folder, 'source/notes.txt'), 'hello');
    writeFileSync(join(folder, 'source/screen.dcm'), plantedDicom({ modality: 'OT', bare: true }));
    writeFileSync(join(folder, 'source/broken.dcm'), plantedDicom({ bare: true }).subarray(0, 300));
    symlinkSync('/etc/hostname', join(folder, 'source/link'));
    const { code, output } = await deidentify(folder, '--keep-going');
    expect(code).toBe(0);
    const lists = output.split('\n\n');
    expect(lists[0]).toBe('3 files of 2 subjects in out');
    expect(lists[1]).toMatch(
      /^Refused: expected a file within .*, received a link to .* \(1 file\)\n {2}source\/link$/,
    );
    expect(lists[2]).toMatch(/^Refused: expected .* \(1 file\)\n {2}source\/broken\.dcm$/);
    expect(lists[3]).toMatch(
      /^Refused: expected pixels without text: .* \(1 file\)\n {2}source\/screen\.dcm$/,
    );
    expect(lists[4]).toBe('Of other kinds, and not copied (1 file)\n  source/notes.txt\n');
    const json = await echotrain(
      ['data', 'deidentify', 'source', '--out', 'out2', '--keep-going', '--accept-burned-in-risk', '--json'],
      { folder },
    );
    expect(JSON.parse(json.output)).toMatchObject({
      files: 4,
      atRisk: ['source/screen.dcm'],
      others: ['source/notes.txt'],
      refused: [{ file: 'source/link' }, { file: 'source/broken.dcm' }],
    });
  });

  it.each<[string, (folder: string) => string[], RegExp]>([
    [
      'a file that is refused',
      (folder) => {
        writeFileSync(join(folder, 'source/screen.dcm'), plantedDicom({ modality: 'US', bare: true }));
        return [];
      },
      /source\/screen\.dcm: expected pixels without text.*--keep-going goes on without such files\.$/,
    ],
    [
      'an output that is there',
      (folder) => {
        mkdirSync(join(folder, 'out'));
        writeFileSync(join(folder, 'out/x'), '');
        return [];
      },
      /^error: out: expected a new or an empty folder, received one with something in it/,
    ],
    [
      'an output in the source',
      () => ['--out', 'source/out'],
      /expected a folder apart from source, which is never/,
    ],
    ['an output around the source', () => ['--out', '.'], /expected a new or an empty folder/],
    [
      'a key in the output',
      () => ['--key', 'out/key.json'],
      /--key: expected a place outside of out: whoever has/,
    ],
    ['a key in the source', () => ['--key', 'source/key.json'], /--key: expected a place outside of source/],
    [
      'a key that others can read',
      (folder) => {
        writeFileSync(join(folder, 'key.json'), '{}');
        chmodSync(join(folder, 'key.json'), 0o644);
        return ['--key', 'key.json'];
      },
      /key\.json: expected a key file that only its owner can read, received one with the permissions 644/,
    ],
    [
      'a key that is none',
      (folder) => {
        writeFileSync(join(folder, 'key.json'), '{}', { mode: 0o600 });
        return ['--key', 'key.json'];
      },
      /key\.json: expected a key file that an earlier de-identification made, or no file, received another file/,
    ],
  ])('leaves nothing behind after %s', async (_, prepare, message) => {
    const folder = plantedFolder(true);
    const args = prepare(folder);
    const before = contents(folder);
    const { code, output, error } = await deidentify(folder, ...args);
    expect([code, output]).toEqual([1, '']);
    expect(error.trimEnd().split('\n').at(-1)).toMatch(message);
    expect(contents(folder)).toEqual(before);
  });

  it('stops by Ctrl-C, and leaves nothing behind', async () => {
    const folder = plantedFolder(true);
    const file = plantedDicom({ bare: true });
    for (let i = 0; i < 3000; i++) writeFileSync(join(folder, `source/${i}.dcm`), file);
    const onStart: StartOptions['onStart'] = (send) => {
      const wait = setInterval(() => {
        if (!readdirSync(folder).some((name) => name.endsWith('.part'))) return;
        clearInterval(wait);
        send('SIGINT');
      }, 5);
    };
    const { code, output } = await echotrain(['data', 'deidentify', 'source', '--out', 'out'], {
      folder,
      onStart,
    });
    expect([code, output]).toEqual([130, '']);
    expect(readdirSync(folder)).toEqual(['source']);
  });

  it('says that there is no DICOM', async () => {
    const folder = emptyFolder();
    mkdirSync(join(folder, 'source'));
    writeFileSync(join(folder, 'source/x.txt'), 'x');
    const { code, error } = await deidentify(folder);
    expect(code).toBe(1);
    expect(error).toMatch(
      /error: source: expected DICOM or NIfTI files, received none, and 1 of other kinds\.\n$/,
    );
    expect(readdirSync(folder)).toEqual(['source']);
  });

  it.skipIf(!hasReaders())('writes what pydicom and dcmtk read (skipped without them)', async () => {
    const folder = plantedFolder();
    await deidentify(folder);
    for (const file of everyFile(join(folder, 'out')).filter((path) => path.endsWith('.dcm'))) {
      const dump = spawnSync('dcmdump', ['+E', file], { encoding: 'utf8', maxBuffer: 2 ** 26 });
      expect([dump.status, dump.stderr]).toEqual([0, '']);
      const script = `import pydicom,sys;d=pydicom.dcmread(sys.argv[1]);str(d);print(d.PatientID,d.PixelData.hex())`;
      const read = execFileSync('/usr/bin/python3', ['-W', 'ignore', '-c', script, file], {
        encoding: 'utf8',
      });
      expect(read).toMatch(new RegExp(`^S[0-9A-F]{12} ${Buffer.from(PIXELS).toString('hex')}\n$`));
    }
  });
});

function hasReaders(): boolean {
  const pydicom = spawnSync('/usr/bin/python3', ['-c', 'import pydicom'], { stdio: 'ignore' });
  return pydicom.status === 0 && existsSync('/usr/bin/dcmdump');
}
