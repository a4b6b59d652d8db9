import { ApiError, api } from '../../api/client.ts';
import { type Query, useQuery } from '../../api/use-query.ts';
import type { ImageStack } from '../../images/image-stack.ts';
import type { CaseAnswers } from '../use-comparison.ts';
import { caseStack } from './case-stack.ts';

/** Where the images of a case are. */
export type Kept = NonNullable<NonNullable<CaseAnswers['answers'][number]>['images']>;

/** An image of a case: its numbers, and as a viewer shows it. */
export interface CaseImage {
  readonly values: Float32Array<ArrayBuffer>;
  readonly stack: ImageStack;
}

/** The images that were asked for last stay in memory. */
const MOST_IMAGES = 96;

const known = new Map<string, Promise<CaseImage>>();

/** Reads an image of a case; asking again is cheap. */
export function readCaseImage(kept: Kept, name: string): Promise<CaseImage> {
  const key = JSON.stringify([kept, name]);
  const found = known.get(key) ?? ask(kept, name);
  known.delete(key);
  known.set(key, found);
  for (const old of [...known.keys()].slice(0, -MOST_IMAGES)) known.delete(old);
  found.catch(() => known.delete(key));
  return found;
}

/** An image of a case, for a viewer. */
export function useCaseImage(kept: Kept, name: string): Query<ImageStack> {
  return useQuery(
    `image ${JSON.stringify([kept, name])}`,
    async () => (await readCaseImage(kept, name)).stack,
  );
}

async function ask({ run, training, part, index, methods }: Kept, name: string): Promise<CaseImage> {
  const query = { part, index: String(index), name, ...(training !== null && { training }) };
  const answer = await api.cases[':run'].image.$get({ param: { run: String(run) }, query });
  if (!answer.ok) throw new ApiError(answer.status, 'This image was not kept.');
  const values = new Float32Array(await answer.arrayBuffer());
  const shape = (answer.headers.get('X-Shape') ?? '').split(',').map(Number);
  return { values, stack: caseStack(values, shape, methods ? 'slice' : 'channel') };
}
