import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Figure } from 'echotrain/report';

/** Around a figure, in pixels: its colors are made for white, and a text may be read on any ground. */
const MARGIN = 16;

/** Writes a figure as `figures/NAME.svg` into a lesson's folder, for its text. */
export function saveFigure(lesson: string, name: string, { svg }: Figure): void {
  if (svg === undefined) throw new Error(`figure ${name} is no drawing`);
  saveSvg(lesson, name, svg);
}

/** The same for a drawing that is no figure of a report. */
export function saveSvg(lesson: string, name: string, svg: string): void {
  const folder = join(lesson, 'figures');
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${name}.svg`);
  writeFileSync(`${path}.part`, `${withGround(svg)}\n`);
  renameSync(`${path}.part`, path);
}

/** The figure with a margin and its ground. */
function withGround(svg: string): string {
  return svg.replace(
    /^(<svg .*) width="(\d+)" height="(\d+)" viewBox="[^"]*">/,
    (_, start, width, height) => {
      const [wide, tall] = [Number(width) + 2 * MARGIN, Number(height) + 2 * MARGIN];
      const ground = `<rect x="${-MARGIN}" y="${-MARGIN}" width="100%" height="100%" rx="8" fill="#ffffff"/>`;
      return `${start} width="${wide}" height="${tall}" viewBox="${-MARGIN} ${-MARGIN} ${wide} ${tall}">${ground}`;
    },
  );
}
