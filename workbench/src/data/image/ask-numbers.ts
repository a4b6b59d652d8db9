import { ApiError, said } from '../../api/client.ts';

/** Numbers that the server gave, and their shape. */
export interface AskedNumbers {
  readonly values: Float32Array;
  readonly shape: readonly number[];
  /** What else was said of them. */
  readonly headers: Headers;
}

interface BinaryAnswer {
  readonly ok: boolean;
  readonly status: number;
  readonly headers: Headers;
  json(): Promise<unknown>;
  text(): Promise<string>;
  arrayBuffer(): Promise<ArrayBuffer>;
}

/**
 * The bytes of an answer.
 *
 * @throws ApiError with the server's sentence where it refused.
 */
export async function askBytes(answer: Promise<BinaryAnswer>): Promise<ArrayBuffer> {
  const given = await whole(answer);
  return given.arrayBuffer();
}

/**
 * The numbers of an answer.
 *
 * @throws ApiError with the server's sentence where it refused.
 */
export async function askNumbers(answer: Promise<BinaryAnswer>): Promise<AskedNumbers> {
  const given = await whole(answer);
  return {
    values: new Float32Array(await given.arrayBuffer()),
    shape: (given.headers.get('X-Shape') ?? '').split(',').map(Number),
    headers: given.headers,
  };
}

async function whole(answer: Promise<BinaryAnswer>): Promise<BinaryAnswer> {
  const given = await answer.catch(() => undefined);
  if (given?.ok) return given;
  await said(answer);
  throw new ApiError(0, 'The server gave an answer that cannot be understood.');
}
