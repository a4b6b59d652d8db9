/** What a scan of JPEG-LS is coded by, under the names of ITU-T T.87. */
export interface CodingParameters {
  /** The greatest sample value. */
  readonly maxval: number;
  /** How far samples may be off; 0 where nothing is lost. */
  readonly near: number;
  /** Thresholds between classes of gradients. */
  readonly t1: number;
  readonly t2: number;
  readonly t3: number;
  /** After how many samples of a context its statistics are halved. */
  readonly reset: number;
  /** How many different errors there are, and the bits of one. */
  readonly range: number;
  readonly qbpp: number;
  /** The longest code, in bits. */
  readonly limit: number;
}

/** What an LSE segment may set; 0 stands for the default. */
export type Presets = Pick<CodingParameters, 'maxval' | 't1' | 't2' | 't3' | 'reset'>;

const DEFAULT_RESET = 64;

/** The parameters of a scan: what is not preset gets its default (T.87, C.2.4.1.1 and A.2.1). */
export function codingParameters(bits: number, near: number, presets: Presets | undefined): CodingParameters {
  const maxval = presets?.maxval || 2 ** bits - 1;
  const [d1, d2, d3] = defaultThresholds(maxval, near);
  const range = Math.floor((maxval + 2 * near) / (2 * near + 1)) + 1;
  const bpp = Math.max(2, bitsOf(maxval + 1));
  return {
    maxval,
    near,
    t1: presets?.t1 || d1,
    t2: presets?.t2 || d2,
    t3: presets?.t3 || d3,
    reset: presets?.reset || DEFAULT_RESET,
    range,
    qbpp: bitsOf(range),
    limit: 2 * (bpp + Math.max(8, bpp)),
  };
}

function bitsOf(count: number): number {
  return Math.ceil(Math.log2(count));
}

function defaultThresholds(maxval: number, near: number): [number, number, number] {
  const scaled = (base: number, least: number, off: number) => {
    const down = Math.floor(base / Math.floor(256 / (maxval + 1)));
    const up = Math.floor((Math.min(maxval, 4095) + 128) / 256) * (base - least) + least;
    return maxval < 128 ? Math.max(least, down + off) : up + off;
  };
  const held = (value: number, low: number) => (value > maxval || value < low ? low : value);
  const t1 = held(scaled(3, 2, 3 * near), near + 1);
  const t2 = held(scaled(7, 3, 5 * near), t1);
  return [t1, t2, held(scaled(21, 4, 7 * near), t2)];
}
