/**
 * The figures of the text, from what the studies have left and from a measured scan:
 * `node lessons/06-learning-a-reconstruction/figures.ts RUN UNET-RUN SCAN`.
 */
import { biotSavartCoils, brainPhantom, simulateAcquisition } from 'echotrain/imaging';
import { type Figure, formatFixed, intervalsFigure, type PanelRow, panelsFigure } from 'echotrain/report';
import { readScan } from '../05-inverse-problems/measured.ts';
import { saveFigure } from '../save-figure.ts';
import { isStarted } from '../started.ts';
import { type MethodImage, reconstructions } from './reconstruct-scan.ts';
import { comparisonOf, networksStep, type Step, stepsOf } from './steps.ts';

/** How much each method gains on the one before it. */
export function stepsFigure(steps: readonly Step[], subjects: number): Promise<Figure> {
  return intervalsFigure({
    title: 'What each method gains on the one before it',
    caption: `The difference in PSNR, subject by subject: means over ${subjects} test subjects with 95 % intervals.`,
    xTitle: 'difference in PSNR (dB)',
    format: (value) => formatFixed(value, 2),
    rows: steps,
    reference: { value: 0, label: 'no difference' },
  });
}

/** One slice by all methods: images in one window, and below their errors, five times as bright. */
export function methodsFigure(title: string, caption: string, images: readonly MethodImage[]): Figure {
  const [first] = images;
  if (!first) throw new Error('no method');
  const { reference } = first;
  const [rows = 0, columns = 0] = reference.shape;
  const white = (reference.data.toSorted().at(Math.floor(0.998 * reference.data.length)) ?? 1) || 1;
  const share = (values: Float32Array) => values.map((value) => value / white);
  const look = { rows, columns };
  const shown: PanelRow = {
    ...look,
    window: [0, 1],
    scale: 'signal',
    panels: [
      { title: 'fully sampled', pixels: share(reference.data) },
      ...images.map(({ name, image }) => ({ title: name, pixels: share(image.data) })),
    ],
  };
  const errors: PanelRow = {
    ...look,
    window: [0, 0.2],
    scale: 'error',
    panels: [
      undefined,
      ...images.map(({ image, reference: truth, quality }) => ({
        pixels: share(image.data.map((value, i) => Math.abs(value - (truth.data[i] ?? 0)))),
        note: `${formatFixed(quality.psnr, 1)} dB`,
      })),
    ],
  };
  const words = images.map(({ name, quality }) => `${name} ${formatFixed(quality.psnr, 1)} dB`).join(', ');
  return panelsFigure({ title, caption, alt: `${title}: ${words}`, panels: [shown, errors] });
}

/** A head that no study has met. */
function newSubject() {
  const subject = 4321;
  const brain = brainPhantom({ seed: subject, contrast: 'proton-density', heightMm: 12 });
  const coils = biotSavartCoils({ coils: 6, seed: subject });
  return simulateAcquisition(brain, { coils, rows: 96, columns: 96, snr: 30, seed: subject }).kspace;
}

if (isStarted(import.meta)) {
  const [, , run, unetRun, scan] = process.argv;
  if (run === undefined || unetRun === undefined) throw new Error('say which runs');
  const [comparison, unet] = [comparisonOf(run), comparisonOf(unetRun)];
  const steps = [...stepsOf(comparison), networksStep(comparison, unet)];
  saveFigure(import.meta.dirname, 'steps', await stepsFigure(steps, comparison.cases.length));
  const simulated = await reconstructions(newSubject(), run, unetRun);
  const words = 'Below, errors, five times as bright, and PSNR in the head.';
  saveFigure(import.meta.dirname, 'simulated', methodsFigure('A simulated head at R = 4', words, simulated));
  if (scan !== undefined) {
    const real = await reconstructions(await readScan(scan), run, unetRun);
    saveFigure(import.meta.dirname, 'measured', methodsFigure('A real head at R = 4', words, real));
  }
}
