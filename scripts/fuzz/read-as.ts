import {
  type ByteSource,
  blocksOf,
  filesOf,
  openArray,
  readDicomDirectory,
  readGradients,
  readZip,
} from '../../src/formats/index.ts';

/** What is read of a file at most: a damaged header may declare more than anyone wants to wait for. */
const MOST_VALUES = 2 ** 22;

/** Reads a file as its kind is read: all that is in it. */
export async function readAs(group: string, source: ByteSource): Promise<void> {
  if (group === 'dicomdir') Array.from(filesOf(readDicomDirectory(source)));
  else if (group === 'gradients') gradients(source);
  else if (group === 'zip') unzip(source);
  else await arrays(source);
}

async function arrays(source: ByteSource): Promise<void> {
  const file = await openArray(source);
  try {
    let values = 0;
    for await (const block of blocksOf(file)) {
      values += block.length;
      if (values > MOST_VALUES) break;
    }
  } finally {
    file.close();
  }
}

/** A .bval, with the .bvec beside it, or the reverse. */
function gradients(source: ByteSource): void {
  const { name } = source;
  const isValues = name.endsWith('.bval');
  const other = source.beside?.(isValues ? name.replace('.bval', '.bvec') : name.replace('.bvec', '.bval'));
  const [one, two] = [textOf(source), other ? textOf(other) : ''];
  readGradients(isValues ? one : two, isValues ? two : one);
}

function textOf(source: ByteSource): string {
  return new TextDecoder().decode(source.read(0, source.size));
}

function unzip(source: ByteSource): void {
  for (const entry of readZip(source)) {
    const unpacked = entry.open();
    unpacked.read(0, unpacked.size);
    unpacked.finish?.();
  }
}
