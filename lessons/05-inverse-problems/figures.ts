/** The figures of the text but that of a real head; `node lessons/05-inverse-problems/figures.ts` draws them anew. */
import { fourier, sense } from 'echotrain/imaging';
import {
  type Curve,
  curvesFigure,
  type Figure,
  formatFixed,
  type Panel,
  type PanelRow,
  panelsFigure,
} from 'echotrain/report';
import { saveFigure } from '../save-figure.ts';
import { isStarted } from '../started.ts';
import { allExperiments, type Experiment, gFactors, masksOf, SIZE } from './experiments.ts';
import { magnitude, simulate, undersampled } from './problem.ts';

const square = { rows: SIZE, columns: SIZE } as const;

/** Images of the head, in one window everywhere in this lesson. */
function images(panels: readonly (Panel | undefined)[]): PanelRow {
  return { ...square, panels, window: [0, 1.2], scale: 'signal' };
}

/** Differences to the true image, five times as bright. */
function errors(panels: readonly (Panel | undefined)[]): PanelRow {
  return { ...square, panels, window: [0, 0.24], scale: 'error' };
}

/** Powers of k-space samples over five decades, in decibels below the strongest. */
function spectra(panels: readonly (Panel | undefined)[]): PanelRow {
  return { ...square, panels, window: [-100, 0], scale: 'power (dB)' };
}

/** Which samples are taken. */
function masks(panels: readonly (Panel | undefined)[]): PanelRow {
  return { ...square, panels, window: [0, 1], scale: 'sampled' };
}

/** What the middle of k-space holds, and what its outside. */
export function kspaceFigure(): Figure {
  const image = new Float32Array(2 * SIZE * SIZE);
  image.set(simulate(SIZE).reference);
  const transform = fourier([2, SIZE, SIZE]);
  const kspace = transform.apply(image);
  const isCentral = (i: number) => {
    const [row, column] = [Math.floor(i / SIZE) % SIZE, i % SIZE];
    return Math.abs(row - SIZE / 2) < SIZE / 10 && Math.abs(column - SIZE / 2) < SIZE / 10;
  };
  const parts = [
    { title: 'all of k-space', kspace },
    { title: 'its middle', kspace: kspace.map((value, i) => (isCentral(i) ? value : 0)) },
    { title: 'the rest', kspace: kspace.map((value, i) => (isCentral(i) ? 0 : value)) },
  ];
  const strongest = magnitude(kspace).reduce((a, b) => Math.max(a, b));
  return panelsFigure({
    title: 'An image and its k-space',
    alt: 'k-space of a head and the image; the middle alone gives a blurred head with all its brightness, the rest alone gives its edges',
    caption:
      'Below, what each part alone gives as an image. A few low frequencies hold nearly all the energy.',
    panels: [
      spectra(
        parts.map((part) => ({
          title: part.title,
          pixels: magnitude(part.kspace).map((value) => 20 * Math.log10(value / strongest + 1e-9)),
        })),
      ),
      images(parts.map((part) => ({ pixels: magnitude(transform.adjoint(part.kspace)) }))),
    ],
  });
}

/** Masks, and what one coil with the same sensitivity everywhere makes of them when zeros fill the gaps. */
export function aliasingFigure(): Figure {
  const image = new Float32Array(2 * SIZE * SIZE);
  image.set(simulate(SIZE).reference);
  const transform = fourier([2, SIZE, SIZE]);
  const kspace = transform.apply(image);
  const folded = Object.entries(masksOf(SIZE)).map(([title, mask]) => {
    const kept = kspace.map((value, i) => value * (mask.data[i % mask.data.length] ?? 0));
    const pixels = magnitude(transform.adjoint(kept));
    return { title, mask: mask.data, pixels: pixels.map((value) => value * brightness(pixels, image)) };
  });
  return panelsFigure({
    title: 'Masks, and what they do to the image',
    alt: 'Regular masks fold the head onto itself, twice or four times; a random mask smears it sideways',
    caption:
      'Columns of k-space that are sampled (white), and the image when zeros stand for the others, as bright as fits best. One coil.',
    panels: [
      masks([
        { title: 'complete', pixels: new Float32Array(SIZE * SIZE).fill(1) },
        ...folded.map(({ title, mask }) => ({ title, pixels: mask })),
      ]),
      images([{ pixels: magnitude(image) }, ...folded.map(({ pixels }) => ({ pixels }))]),
    ],
  });
}

/** What brings an image closest to another in brightness. */
function brightness(image: Float32Array, wanted: Float32Array): number {
  const product = image.reduce((sum, value, i) => sum + value * (wanted[i] ?? 0), 0);
  return product / image.reduce((sum, value) => sum + value * value, 0);
}

/** What single coils say of an undersampled scan, and what the adjoint makes of them. */
export function adjointFigure(): Figure {
  const scene = simulate(SIZE);
  const scan = undersampled(scene, masksOf(SIZE)['R = 4']);
  const coilImages = fourier(scan.kspace.shape).adjoint(scan.kspace.data);
  const size = 2 * SIZE * SIZE;
  const coil = (data: Float32Array, i: number) => magnitude(data.subarray(i * size, (i + 1) * size));
  const shown = [0, 2, 4];
  const combined = magnitude(sense(scan).adjoint(scan.kspace.data)).map((value) => 4 * value);
  return panelsFigure({
    title: 'The adjoint: unfold by what the coils know',
    alt: 'Sensitivities of three coils, bright on one side each; their folded images; their sum weighted by sensitivity, a head with weak ghosts',
    caption:
      'Above, what three of the eight coils see of a point; below, their images at R = 4, each times R. The adjoint adds all eight, each times its conjugate sensitivity: at every place those count most that see it best.',
    panels: [
      {
        ...square,
        window: [0, 1],
        scale: 'sensitivity',
        panels: shown.map((i) => ({ title: `coil ${i + 1}`, pixels: coil(scene.maps.data, i) })),
      },
      images([
        ...shown.map((i) => ({ pixels: coil(coilImages, i).map((value) => 4 * value) })),
        { title: 'the adjoint A* y', pixels: combined },
      ]),
    ],
  });
}

/** The image after some iterations, and its error. */
export function iterationsFigure({ name, images: all, errors: nrmses }: Experiment): Figure {
  const { reference } = simulate(SIZE);
  const shown = [1, 8, 20, 100].filter((i) => i <= all.length);
  const of = (i: number) => all[i - 1] ?? reference;
  return panelsFigure({
    title: `Conjugate gradients at ${name}`,
    alt: `The head after ${shown.join(', ')} iterations: folded, then unfolded, then noisy in the middle; its errors below`,
    caption: 'Above the image, below its difference to the truth, five times as bright.',
    panels: [
      images(
        shown.map((i) => ({
          title: `${i} iteration${i === 1 ? '' : 's'}`,
          pixels: of(i),
          note: `NRMSE ${formatFixed(nrmses[i - 1] ?? Number.NaN, 3)}`,
        })),
      ),
      errors(shown.map((i) => ({ pixels: of(i).map((value, j) => Math.abs(value - (reference[j] ?? 0))) }))),
    ],
  });
}

/** Errors over iterations, with noise and without. */
export function convergenceFigure(
  noisy: readonly Experiment[],
  clean: readonly Experiment[],
): Promise<Figure> {
  const curvesOf = (experiments: readonly Experiment[], suffix: string): Curve[] =>
    experiments.map(({ name, errors: y }) => ({ run: `${name}${suffix}`, y }));
  return curvesFigure({
    title: 'More iterations are not always better',
    caption:
      'Without noise the error falls for as long as one likes to wait. With noise it turns where what is still missing is weaker than the noise that is amplified with it.',
    xTitle: 'iteration',
    yTitle: 'NRMSE',
    log: true,
    curves: [...curvesOf(noisy, ''), ...curvesOf(clean, ', no noise')],
  });
}

/** How much noise unfolding adds. */
export function gFactorFigure(): Figure {
  const maps = gFactors([2, 3, 4]);
  return panelsFigure({
    title: 'The g-factor',
    alt: 'g-factor maps: nearly 1 everywhere at R = 2, up to 2.8 at R = 3, above 10 in places at R = 4',
    caption: 'How much more noise than the √R that any shorter scan costs.',
    panels: [
      {
        ...square,
        window: [1, 10],
        scale: 'g-factor',
        panels: maps.map(({ acceleration, map, mean, largest }) => ({
          title: `R = ${acceleration}`,
          pixels: map,
          note: `mean ${formatFixed(mean, 2)}, at most ${formatFixed(largest, 1)}`,
        })),
      },
    ],
  });
}

if (isStarted(import.meta)) {
  const folder = import.meta.dirname;
  saveFigure(folder, 'kspace', kspaceFigure());
  saveFigure(folder, 'aliasing', aliasingFigure());
  saveFigure(folder, 'adjoint', adjointFigure());
  const { noisy, clean } = await allExperiments();
  const [, four] = noisy;
  if (!four) throw new Error('an experiment is missing');
  saveFigure(folder, 'iterations', iterationsFigure(four));
  saveFigure(folder, 'convergence', await convergenceFigure(noisy, clean));
  saveFigure(folder, 'g-factor', gFactorFigure());
}
