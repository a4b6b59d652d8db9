/** Writes the images as files: `node lessons/07-over-and-underfitting/write-images.ts FOLDER`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodePng } from 'echotrain/report';
import { isStarted } from '../started.ts';
import { classNames, reconstructionsOf, SIZE } from './reconstructions.ts';

/** A picture for each image, in a folder for each class, named by its subject: P01-1.png. */
export async function writeImages(folder: string, subjects: readonly number[]): Promise<number> {
  const data = await reconstructionsOf(subjects);
  for (const name of classNames) mkdirSync(join(folder, name), { recursive: true });
  for (let item = 0; item < data.count; item++) {
    const subject = `${data.groups?.[item]}`.replace('subject ', '').padStart(2, '0');
    const gray = Uint8Array.from(data.input(item), (value) => Math.max(0, Math.min(255, 64 + 48 * value)));
    const name = join(classNames[data.labels?.[item] ?? 0] ?? '', `P${subject}-${item}.png`);
    writeFileSync(join(folder, name), encodePng(gray, SIZE, SIZE));
  }
  return data.count;
}

if (isStarted(import.meta)) {
  const [, , folder = 'reconstructions'] = process.argv;
  const count = await writeImages(
    folder,
    Array.from({ length: 30 }, (_, i) => i + 1),
  );
  console.log(`${count} pictures in ${folder}`);
}
