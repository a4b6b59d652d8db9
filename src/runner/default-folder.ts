import { existsSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Where results go by default: `runs/iris-20261123-153000`, by the study's name and the local time, with a number
 * behind it where that is taken.
 */
export function defaultFolder(study: string, now = new Date()): string {
  const name = `${plainName(study)}-${timestamp(now)}`;
  for (let number = 1; ; number++) {
    const folder = join('runs', number === 1 ? name : `${name}-${number}`);
    if (!existsSync(folder)) return folder;
  }
}

/** Letters, digits and hyphens, as every file system takes them. */
function plainName(name: string): string {
  const ascii = name.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
  return (
    ascii
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replaceAll(/^-|-$/g, '')
      .slice(0, 60) || 'study'
  );
}

function timestamp(time: Date): string {
  const two = (number: number) => String(number).padStart(2, '0');
  const date = [time.getFullYear(), two(time.getMonth() + 1), two(time.getDate())];
  return `${date.join('')}-${[time.getHours(), time.getMinutes(), time.getSeconds()].map(two).join('')}`;
}
