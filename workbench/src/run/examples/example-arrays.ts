import { ApiError, api } from '../../api/client.ts';

/** Arrays of one shape, one for each item. */
export interface ItemArrays {
  /** Of one item. */
  readonly shape: readonly number[];
  readonly items: readonly Float32Array[];
}

/** Which training of which run. */
export interface ExamplesOf {
  readonly run: number;
  readonly training: string;
}

/** The inputs or what is true of them. */
export function askItems({ run, training }: ExamplesOf, what: 'inputs' | 'targets'): Promise<ItemArrays> {
  const query = training === '' ? {} : { training };
  return arraysOf(
    api.examples[':run'][':what{inputs|targets}'].$get({ param: { run: String(run), what }, query }),
  );
}

/** What the network said after an epoch. */
export function askAnswers({ run, training }: ExamplesOf, epoch: number): Promise<ItemArrays> {
  const query = { epoch: String(epoch), ...(training !== '' && { training }) };
  return arraysOf(api.examples[':run'].answers.$get({ param: { run: String(run) }, query }));
}

async function arraysOf(answer: Promise<Response>): Promise<ItemArrays> {
  const given = await answer;
  if (!given.ok) throw new ApiError(given.status, await given.text());
  const [count = 1, ...shape] = (given.headers.get('X-Shape') ?? '').split(',').map(Number);
  const values = new Float32Array(await given.arrayBuffer());
  const size = values.length / count;
  return { shape, items: Array.from({ length: count }, (_, i) => values.subarray(i * size, (i + 1) * size)) };
}
