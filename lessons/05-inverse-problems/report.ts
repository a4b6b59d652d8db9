/** Lesson 5 on the page of `echotrain jumpstart`. */
import type { LessonReport } from '../lesson.ts';
import { experiment, masksOf, SIZE } from './experiments.ts';
import { aliasingFigure, convergenceFigure, iterationsFigure } from './figures.ts';
import { simulate } from './problem.ts';

/** What an undersampled scan shows, and what conjugate gradients make of it. */
export async function reportInverseProblem(): Promise<LessonReport> {
  const name = 'R = 4';
  const mask = masksOf(SIZE)[name];
  const noisy = await experiment(name, simulate(SIZE), mask);
  const clean = await experiment(name, simulate(SIZE, Number.POSITIVE_INFINITY), mask);
  return {
    section: {
      title: 'Lesson 5: inverse problems',
      blocks: [
        {
          kind: 'prose',
          text: 'A classifier has to find the way from image to class in examples. How the data of a scan come about is known: y = A x + n, sensitivities of the coils, Fourier transform, sampling. What makes it hard to find x is that most of y was left out to save time, and that the rest is noisy. Conjugate gradients ask for A and its adjoint, nothing else.',
        },
        aliasingFigure(),
        iterationsFigure(noisy),
        await convergenceFigure([noisy], [clean]),
      ],
    },
  };
}
