import { api } from '../../api/client.ts';
import type { BlackWhite, ImageStack } from '../../images/image-stack.ts';
import { askNumbers } from './ask-numbers.ts';
import type { ImageDescription } from './describe.ts';
import type { ImageSource } from './image-source.ts';

/** So many bytes of pictures are asked for at once, and so many are kept. */
const [CHUNK_BYTES, KEPT_BYTES] = [8 * 2 ** 20, 512 * 2 ** 20];

/** A stack whose pictures the server reads as they are wanted, several at once. */
export function remoteStack(
  source: ImageSource,
  about: ImageDescription,
  fixed: readonly number[] = about.fixed,
): ImageStack {
  const { rows, columns, samples, isComplex, isKspace, count, counted, spacing, sides, window, header } =
    about;
  const size = rows * columns * (isComplex ? 2 : samples);
  const atOnce = Math.max(1, Math.min(count, Math.floor(CHUNK_BYTES / (4 * size))));
  const chunks = new Chunks(Math.max(2, Math.floor(KEPT_BYTES / (4 * size * atOnce))), (chunk) => {
    const first = chunk * atOnce;
    const query = {
      ...source,
      fixed: fixed.join(','),
      first: String(first),
      count: String(Math.min(atOnce, count - first)),
    };
    return askNumbers(api.data.images.pictures.$get({ query }));
  });
  const isInverted = window.black > window.white;
  return {
    ...{ rows, columns, samples, isComplex, isKspace, count, counted },
    ...(spacing && { spacing: [spacing[0], spacing[1]] as const }),
    ...(sides && { sides }),
    ...(header.unit !== undefined && { unit: header.unit }),
    isInverted,
    window: isKspace ? decibels(window) : isInverted ? { black: window.white, white: window.black } : window,
    picture: (index) => {
      const within = index % atOnce;
      return chunks.of(Math.floor(index / atOnce), (values) =>
        values.subarray(within * size, (within + 1) * size),
      );
    },
  };
}

/** What is fainter than this below the center of k-space is noise, or was not measured. */
const FAINTEST_DB = -100;

/** Decibels below the largest magnitude: that one is white. */
function decibels({ black }: BlackWhite): BlackWhite {
  return { black: Math.max(FAINTEST_DB, Math.min(black, -10)), white: 0 };
}

type Loaded = Float32Array | Promise<Float32Array>;

/** Chunks of pictures, kept as long as they were used lately. */
class Chunks {
  readonly #most: number;
  readonly #ask: (chunk: number) => Promise<{ readonly values: Float32Array }>;
  readonly #kept = new Map<number, Loaded>();

  constructor(most: number, ask: (chunk: number) => Promise<{ readonly values: Float32Array }>) {
    this.#most = most;
    this.#ask = ask;
  }

  /** Something of a chunk, at once where it is there. */
  of<T>(chunk: number, take: (values: Float32Array) => T): T | Promise<T> {
    const loaded = this.#kept.get(chunk) ?? this.#load(chunk);
    this.#kept.delete(chunk);
    this.#kept.set(chunk, loaded);
    return loaded instanceof Promise ? loaded.then(take) : take(loaded);
  }

  #load(chunk: number): Loaded {
    const loading = this.#ask(chunk).then(({ values }) => {
      this.#kept.set(chunk, values);
      return values;
    });
    loading.catch(() => this.#kept.delete(chunk));
    for (const oldest of [...this.#kept.keys()].slice(0, 1 - this.#most)) this.#kept.delete(oldest);
    return loading;
  }
}
