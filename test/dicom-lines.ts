import { createHash } from 'node:crypto';
import type { DataSet, DicomElement } from '../src/formats/dicom/data-set.ts';
import type { DicomFile } from '../src/formats/dicom/read.ts';
import { binaryNumbers, isText } from '../src/formats/dicom/vr.ts';

/** A file's elements as the oracle `data-set.py` writes them: depth, tag, VR, value. */
export function linesOf({ meta, dataSet, pixelData }: DicomFile): string[] {
  const fragments = pixelData?.kind === 'encapsulated' ? pixelData.fragments : [];
  const digests = fragments.map(({ offset, length }) => digest(dataSet.source.read(offset, length)));
  return [...lines(meta, 0, ''), ...lines(dataSet, 0, digests.join('|'))];
}

function* lines(set: DataSet, depth: number, fragments: string): Generator<string> {
  const last = [...set].filter((element) => set.element(element.tag) === element);
  for (const element of last.toSorted((a, b) => a.tag - b.tag)) {
    const head = `${depth} ${element.tag.toString(16).padStart(8, '0')} ${element.vr}`;
    if (!element.items) yield `${head} ${element.encapsulated ? fragments : payload(set, element)}`;
    else {
      yield `${head} ${element.items.length}`;
      for (const item of element.items) yield* lines(item, depth + 1, fragments);
    }
  }
}

function payload(set: DataSet, { tag, vr, offset, length }: DicomElement): string {
  if (isText(vr) && vr !== 'UN') return set.texts(tag).join('\\');
  const bytes = set.source.read(offset, Math.min(length, set.source.size - offset));
  if (/^(O.|UN|)$/.test(vr) || !binaryNumbers(bytes, vr, true)) return digest(bytes);
  return Buffer.from(Float64Array.from(set.numbers(tag)).buffer).toString('hex');
}

/** The SHA-256 in hexadecimal. */
export function digest(data: Uint8Array | string): string {
  return createHash('sha256').update(data).digest('hex');
}
