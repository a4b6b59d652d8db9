import type { Query } from '../../api/use-query.ts';
import { useQuery } from '../../api/use-query.ts';
import type { ColorScale } from '../../images/color-scales.ts';
import { automaticWindow, edgesOf } from '../../images/gray-window.ts';
import type { ImageStack } from '../../images/image-stack.ts';
import { stackOf } from '../../images/image-stack.ts';
import { sideNames } from '../side-names.ts';
import type { CaseAnswers, Side } from '../use-comparison.ts';
import { type CaseImage, type Kept, readCaseImage } from './use-case-image.ts';

/** An image to be compared, with how far it is from the reference. */
export interface ComparedImage {
  readonly key: string;
  readonly label: string;
  /** Which side made it; none of the reference. */
  readonly at: number | undefined;
  readonly stack: ImageStack;
  /** |x − reference| */
  readonly errors: ImageStack | undefined;
  readonly scores: Readonly<Record<string, number | null>>;
}

/** All images of a case, the reference first, in one window and with one scale of errors. */
export interface ComparedImages {
  readonly images: readonly ComparedImage[];
  readonly reference: boolean;
  readonly errorScale: ColorScale;
}

/** So much of an error map is within the scale; the rest is as bright as its end. */
const SHOWN_SHARE = 0.999;

/** Reads the images of a case. */
export function useCaseImages(
  answers: CaseAnswers['answers'],
  sides: readonly Side[],
): Query<ComparedImages> {
  const kept = answers.map((answer) => answer?.images ?? null);
  const methods = sides.map(({ method }) => method);
  return useQuery(`images ${JSON.stringify([kept, methods])}`, () => readAll(answers, sides));
}

async function readAll(answers: CaseAnswers['answers'], sides: readonly Side[]): Promise<ComparedImages> {
  const first = answers.find((answer) => answer?.images)?.images;
  const reference = first ? await readCaseImage(first, 'reference') : undefined;
  const black = reference && edgesOf(automaticWindow(reference.values));
  const framed = (stack: ImageStack): ImageStack => (black ? { ...stack, window: black } : stack);
  const names = sideNames(sides);
  const made = await Promise.all(
    sides.map(async ({ key, method }, at) => {
      const image = await readMade(answers[at]?.images, method);
      if (!image) return [];
      const errors = reference && errorsOf(image, reference);
      return [
        {
          key,
          label: names[at] ?? '',
          at,
          stack: framed(image.stack),
          errors,
          scores: answers[at]?.scores ?? {},
        },
      ];
    }),
  );
  const all = made.flat();
  const limit = Math.max(
    ...all.map(({ errors }) => (errors ? quantileOf(errors.values, SHOWN_SHARE) : 0)),
    1e-12,
  );
  const ofReference = reference && {
    ...{ key: 'reference', label: 'Reference', at: undefined, errors: undefined, scores: {} },
    stack: framed(reference.stack),
  };
  return {
    images: [
      ...(ofReference ? [ofReference] : []),
      ...all.map(({ errors, ...image }) => ({ ...image, errors: errors?.stack })),
    ],
    reference: reference !== undefined,
    errorScale: {
      kind: 'sequential',
      limit: Number(limit.toPrecision(2)),
      name: 'Absolute error |x − reference|',
    },
  };
}

async function readMade(kept: Kept | null | undefined, method: string): Promise<CaseImage | undefined> {
  return kept ? readCaseImage(kept, method) : undefined;
}

/** How far an image is from the reference, point by point; nothing where their sizes differ. */
function errorsOf({ values, stack }: CaseImage, reference: CaseImage): CaseImage | undefined {
  if (values.length !== reference.values.length) return undefined;
  const errors = values.map((value, i) => Math.abs(value - (reference.values[i] ?? 0)));
  const { rows, columns, count } = stack;
  return { values: errors, stack: stackOf(errors, { rows, columns, count }) };
}

function quantileOf(values: Float32Array, share: number): number {
  const sorted = values.toSorted();
  return sorted[Math.floor(share * (sorted.length - 1))] ?? 0;
}
