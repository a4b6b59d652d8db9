import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { linesOf } from '../../../test/dicom-lines.ts';
import { bytesSource } from '../bytes/source.ts';
import goldens from './data-set.json' with { type: 'json' };
import type { DataSet } from './data-set.ts';
import { type DicomFile, readDicom } from './read.ts';
import { takenOver } from './taken-over.ts';
import { encodingOf, TransferSyntax } from './transfer-syntax.ts';
import { asciiBytes, type DicomContent, dicomBytes } from './write.ts';

const shared = new URL('../../../../shared/data/', import.meta.url);

function written(content: DicomContent): Uint8Array {
  return new Uint8Array(Buffer.concat([...dicomBytes(content)]));
}

function rewritten({ dataSet, transferSyntax }: DicomFile, to = transferSyntax): DicomFile {
  const bytes = written({ transferSyntax: to, elements: takenOver(dataSet, encodingOf(to)) });
  return readDicom(bytesSource(bytes, 'rewritten'));
}

/** What is in the data set, but for group lengths, which are not written again. */
function body({ dataSet }: Pick<DicomFile, 'dataSet'>): string[] {
  const nothing = readDicom(bytesSource(Buffer.from(goldens.small.explicit.file, 'base64'), 'x')).meta;
  const lines = linesOf({ meta: nothing, dataSet, transferSyntax: '', warnings: [] });
  return lines.filter((line) => !/^\d+ 0002/.test(line) && !/^\d+ [0-9a-f]{4}0000 /.test(line));
}

/** The same without the value of a private element, whose VR is lost where none is written. */
function withoutUnknown(file: DicomFile): string[] {
  return body(file).filter((line) => !line.startsWith('0 00091001'));
}

function open(name: keyof typeof goldens.small): DicomFile {
  return readDicom(bytesSource(Buffer.from(goldens.small[name].file, 'base64'), name));
}

describe('a DICOM file that is written', () => {
  for (const [name, { file }] of Object.entries(goldens.small)) {
    it(`reads as the one it was made from: ${name}`, () => {
      const original = readDicom(bytesSource(Buffer.from(file, 'base64'), name));
      const again = rewritten(original);
      expect(body(again)).toEqual(body(original));
      expect(again.transferSyntax).toBe(original.transferSyntax);
      expect(again.meta.text(0x00020003) ?? '').toBe(original.dataSet.text(0x00080018) ?? '');
      expect(again.warnings).toEqual([]);
    });
  }

  it.each([
    TransferSyntax.implicitLittle,
    TransferSyntax.explicitLittle,
    TransferSyntax.explicitBig,
    TransferSyntax.deflated,
  ])('says the same after it was in another encoding: %s', (to) => {
    for (const name of ['implicit', 'explicit', 'big-endian', 'deflated'] as const) {
      const original = open(name);
      const there = rewritten(original, to);
      expect(there.dataSet.encoding).toEqual(encodingOf(to));
      const andBack = rewritten(there, original.transferSyntax);
      expect(withoutUnknown(andBack)).toEqual(withoutUnknown(original));
    }
  });

  it.skipIf(!existsSync(shared))(
    'reads as the real one it was made from (skipped without ../shared/data)',
    () => {
      let count = 0;
      for (const path of Object.keys(goldens.real)) {
        const file = new Uint8Array(readFileSync(new URL(encodeURI(path), shared)));
        const original = readDicom(bytesSource(file, path));
        if (isCutOff(original) || hasOddValue(original.dataSet)) continue;
        const again = rewritten(original);
        expect(body(again), path).toEqual(body(original));
        count++;
      }
      expect(count).toBeGreaterThan(250);
    },
    120_000,
  );

  it.skipIf(!hasPydicom())('is to pydicom what the original is (skipped without it)', () => {
    const folder = mkdtempSync(join(tmpdir(), 'echotrain-write-'));
    const names = Object.keys(goldens.small).filter((name) => !name.startsWith('no-'));
    for (const [name, { file }] of Object.entries(goldens.small)) {
      const bytes = Buffer.from(file, 'base64');
      const { dataSet, transferSyntax } = readDicom(bytesSource(bytes, name));
      const elements = takenOver(dataSet, encodingOf(transferSyntax));
      writeFileSync(join(folder, `${name}.before`), bytes);
      writeFileSync(join(folder, `${name}.after`), written({ transferSyntax, elements }));
    }
    const script = `import pydicom, sys
for name in sys.argv[1:]:
    before, after = [pydicom.dcmread(name + end, force=True) for end in (".before", ".after")]
    str(before), str(after)
    print(before == after and before.file_meta.TransferSyntaxUID == after.file_meta.TransferSyntaxUID)`;
    const args = ['-W', 'ignore', '-c', script, ...names.map((name) => join(folder, name))];
    const said = execFileSync('/usr/bin/python3', args, { encoding: 'utf8' });
    const verdicts = said.trim().split('\n');
    expect(names.filter((_, i) => verdicts[i] !== 'True')).toEqual([]);
    expect(verdicts.length).toBeGreaterThan(20);
  });

  it('refuses fragments that are cut off', () => {
    const bytes = Buffer.from(goldens.small.explicit.file, 'base64');
    const source = bytesSource(bytes, 'short');
    const content = {
      transferSyntax: TransferSyntax.explicitLittle,
      elements: [{ tag: 0x7fe00010, vr: 'OW', stretch: { source, offset: 0, length: bytes.length + 1 } }],
    };
    expect(() => written(content)).toThrow(/^short: expected \d+ bytes from byte 0 on, received a file of/);
  });

  it('pads texts, and keeps long values of short VRs', () => {
    const elements = [
      { tag: 0x00080018, vr: 'UI', bytes: asciiBytes('1.2.3', 'UI') },
      { tag: 0x00100010, vr: 'PN', bytes: Uint8Array.of(65) },
      { tag: 0x00104000, vr: 'LT', bytes: new Uint8Array(70_001).fill(66) },
    ];
    const bytes = written({ transferSyntax: TransferSyntax.explicitLittle, elements });
    const { dataSet, meta } = readDicom(bytesSource(bytes, 'long'));
    expect(dataSet.text(0x00100010)).toBe('A');
    expect(dataSet.text(0x00104000)).toBe('B'.repeat(70_001));
    expect(meta.text(0x00020003)).toBe('1.2.3');
    expect(bytes.length % 2).toBe(0);
  });
});

/** Whether pixels end before they should. */
function isCutOff({ pixelData }: DicomFile): boolean {
  if (!pixelData) return false;
  if (pixelData.kind === 'encapsulated') return pixelData.cutOff;
  return pixelData.offset + pixelData.length > pixelData.source.size;
}

/** Whether the file breaks the rule of even lengths, which padding then mends. */
function hasOddValue({ elements }: DataSet): boolean {
  return elements.some(({ vr, length, items }) =>
    items ? items.some(hasOddValue) : length % 2 === 1 && /^(O.|UN)$/.test(vr),
  );
}

function hasPydicom(): boolean {
  return spawnSync('/usr/bin/python3', ['-c', 'import pydicom'], { stdio: 'ignore' }).status === 0;
}
