/** The figures of the text; `node lessons/01-linear-regression/figures.ts` draws them anew. */
import { type Curve, curvesFigure, type Figure, scatterFigure } from 'echotrain/report';
import { saveFigure } from '../save-figure.ts';
import { isStarted } from '../started.ts';
import { epochs, learningRate, points, type Training } from './problem.ts';
import { train } from './scratch.ts';

/** The points, and the line before some of the epochs. */
export function lineFigure({ course }: Training): Promise<Figure> {
  const ends = [points[0]?.x ?? 0, points.at(-1)?.x ?? 0];
  const lines = [1, 2, 3, course.length].flatMap((epoch) => {
    const line = course[epoch - 1];
    return line
      ? [{ label: `epoch ${epoch}`, points: ends.map((x) => ({ x, y: line.k * x + line.d })) }]
      : [];
  });
  const caption =
    'A few steps bring the line near the points; the rest is fine tuning of slope against offset.';
  return scatterFigure({ title: 'Five points and the line', caption, points, lines });
}

/** k and d over the first epochs. */
export function parametersFigure({ course }: Training, shown = 400): Promise<Figure> {
  const some = course.slice(0, shown);
  return curvesFigure({
    title: 'Slope and offset while they are learned',
    caption:
      'The slope k is almost right at once. The offset d takes its time, and k makes up for it until then.',
    yTitle: 'value',
    curves: [
      { run: 'k', y: some.map(({ k }) => k) },
      { run: 'd', y: some.map(({ d }) => d) },
    ],
  });
}

/** The loss over all epochs. */
export function lossFigure({ course }: Training): Promise<Figure> {
  return curvesFigure({
    title: 'Loss',
    caption: 'A fast fall along the steep direction of the loss, then a slow one along the flat direction.',
    yTitle: 'loss',
    log: true,
    curves: [{ y: course.map(({ loss }) => loss) }],
  });
}

/** Learning rates, and what becomes of the loss. */
export const rates = [0.0005, 0.005, 0.016, 0.0175] as const;

/** The loss at different learning rates. */
export function ratesFigure(shown = 60): Promise<Figure> {
  const curves = rates.map(
    (rate): Curve => ({ run: `rate ${rate}, loss`, y: train(shown, rate).course.map(({ loss }) => loss) }),
  );
  return curvesFigure({
    title: 'What the learning rate does',
    caption: 'Too small: slow. Too large: every step overshoots by more than the one before.',
    yTitle: 'loss',
    log: true,
    curves,
  });
}

if (isStarted(import.meta)) {
  const training = train(epochs, learningRate);
  saveFigure(import.meta.dirname, 'line', await lineFigure(training));
  saveFigure(import.meta.dirname, 'parameters', await parametersFigure(training));
  saveFigure(import.meta.dirname, 'loss', await lossFigure(training));
  saveFigure(import.meta.dirname, 'rates', await ratesFigure());
}
