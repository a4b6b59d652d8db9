/** A real head: `node lessons/05-inverse-problems/measured.ts SCAN` draws it from a fully sampled scan of any format. */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { nrmse } from 'echotrain/evaluate';
import { bytesSource } from 'echotrain/formats';
import { coils, espirit, fourier, regularMask, type ShapedArray, sense, shaped } from 'echotrain/imaging';
import { openKspace } from 'echotrain/reconstruct';
import { type Figure, formatFixed, type Panel, panelsFigure } from 'echotrain/report';
import { saveFigure } from '../save-figure.ts';
import { isStarted } from '../started.ts';
import { magnitude } from './problem.ts';
import { solve } from './tensors.ts';

/** Calibration lines of the real scans: sensitivities are found in what a scan itself has measured. */
const CALIBRATION = 24;

/** A real head at R = 2 and R = 4, by the adjoint and by ten iterations. */
async function measuredFigure(kspace: ShapedArray): Promise<Figure> {
  const [, , rows = 0, columns = 0] = kspace.shape;
  const shape = [rows, columns];
  const shown: Panel[] = [];
  const wrong: (Panel | undefined)[] = [undefined];
  for (const acceleration of [2, 4]) {
    const { mask } = regularMask({ rows, columns, acceleration, calibrationLines: CALIBRATION });
    const kept = kspace.data.map((value, i) => value * (mask.data[i % mask.data.length] ?? 0));
    const [{ maps }] = espirit(shaped(kept, kspace.shape));
    const scan = { kspace: shaped(kept, kspace.shape), maps, mask };
    const truth = magnitude(coils(maps).adjoint(fourier(kspace.shape).adjoint(kspace.data)));
    const white = truth.toSorted().at(Math.floor(0.998 * truth.length)) ?? 1;
    const add = (title: string, data: Float32Array) => {
      shown.push({ title, pixels: data.map((value) => value / white) });
      const note = `NRMSE ${formatFixed(nrmse({ data: truth, shape }, { data, shape }), 3)}`;
      wrong.push({ pixels: data.map((value, i) => Math.abs(value - (truth[i] ?? 0)) / white), note });
    };
    if (shown.length === 0) shown.push({ title: 'complete', pixels: truth.map((value) => value / white) });
    add(`R = ${acceleration}, adjoint`, magnitude(sense(scan).adjoint(kept)));
    const { images: course } = await solve(scan, 10);
    add('10 iterations', magnitude(course.at(-1) ?? sense(scan).adjoint(kept)));
  }
  return panelsFigure({
    title: 'A real head',
    alt: 'A head measured by 16 coils: at R = 2 ten iterations remove the ghosts of the adjoint, at R = 4 they leave noise in the middle',
    caption: `Sixteen coils, every second or fourth line and ${CALIBRATION} in the middle, in which ESPIRiT finds the sensitivities.`,
    panels: [
      { rows, columns, panels: shown, window: [0, 1], scale: 'signal' },
      { rows, columns, panels: wrong, window: [0, 0.2], scale: 'error' },
    ],
  });
}

/** The first slice of a scan, with rows and columns exchanged: phase encoding then runs from right to left. */
export async function readScan(path: string): Promise<ShapedArray> {
  const file = await openKspace(bytesSource(readFileSync(path), basename(path)));
  const { data, shape } = await file.read(0);
  file.close();
  const [count = 0, parts = 0, rows = 0, columns = 0] = shape;
  const turned = Float32Array.from(data, (_, i) => {
    const [plane, row, column] = [Math.floor(i / (rows * columns)), Math.floor(i / rows) % columns, i % rows];
    return data[plane * rows * columns + column * columns + row] ?? 0;
  });
  return shaped(turned, [count, parts, columns, rows]);
}

if (isStarted(import.meta)) {
  const [, , scan] = process.argv;
  if (scan === undefined) throw new Error('say which scan');
  saveFigure(import.meta.dirname, 'measured', await measuredFigure(await readScan(scan)));
}
