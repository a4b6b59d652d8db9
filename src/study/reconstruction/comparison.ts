import { bootstrapInterval, type Interval, mean } from '../../evaluate/index.ts';
import type { Parameters } from '../../reconstruct/index.ts';
import { present } from '../../util/errors.ts';

/** What a reconstruction is judged by. */
export const qualityNames = ['psnr', 'ssim', 'nrmse'] as const;

/** One of them. */
export type QualityName = (typeof qualityNames)[number];

/** How near an image is to its reference. */
export type Quality = Readonly<Record<QualityName, number>>;

/** The key of the trained network among the methods. */
export const NETWORK = 'network';

/** A method that was compared. */
export interface ComparedMethod {
  /** `network`, or as the command line calls it. */
  readonly name: string;
  /** What readers call it. */
  readonly label: string;
  /** What was chosen on the validation part. */
  readonly parameters?: Parameters;
  /** On how many validation slices, and their mean NRMSE with these parameters. */
  readonly tuning?: { readonly slices: number; readonly nrmse: number; readonly warnings: readonly string[] };
  /** The mean time for a slice, in seconds; none where nothing was computed. */
  readonly seconds?: number;
}

/** One subject of a test part: all its slices are one volume. */
export interface ComparedCase {
  readonly subject: string;
  readonly slices: number;
  /** By the methods' names. */
  readonly quality: Readonly<Record<string, Quality>>;
}

/** Something of each quality, by the methods' names. */
type ByMethod<T> = Readonly<Record<string, Readonly<Partial<Record<QualityName, T>>>>>;

/** All methods on the same subjects. */
export interface Comparison {
  /** What was scanned. */
  readonly data: string;
  /** Whether it was measured, or simulated of what. */
  readonly origin: string;
  /** What is compared, and how the numbers are defined, in a few sentences. */
  readonly definition: string;
  readonly methods: readonly ComparedMethod[];
  readonly cases: readonly ComparedCase[];
  readonly means: ByMethod<number>;
  /** Of the means, where there are several subjects. */
  readonly intervals: ByMethod<Interval>;
  /** The network's quality less that of each other method, subject by subject. */
  readonly differences: ByMethod<Interval>;
}

/** How intervals are found. */
export interface IntervalSettings {
  readonly seed: number;
  readonly level?: number | undefined;
  readonly resamples?: number | undefined;
}

/** Means, and paired bootstrap intervals over subjects. */
export function summarizeCases(
  methods: readonly ComparedMethod[],
  cases: readonly ComparedCase[],
  settings: IntervalSettings,
): Pick<Comparison, 'means' | 'intervals' | 'differences'> {
  const names = methods.map(({ name }) => name);
  const others = names.filter((name) => name !== NETWORK);
  const of = (name: string, quality: QualityName) =>
    cases.map((one) => present(one.quality[name], 'a quality')[quality]);
  const difference = (name: string, quality: QualityName) => {
    const baseline = of(name, quality);
    return of(NETWORK, quality).map((value, i) => value - (baseline[i] ?? Number.NaN));
  };
  const interval = (values: readonly number[]) => intervalOfMean(values, settings);
  return {
    means: byMethod(names, (name, quality) => mean(of(name, quality))),
    intervals: byMethod(names, (name, quality) => interval(of(name, quality))),
    differences: byMethod(names.includes(NETWORK) ? others : [], (name, quality) =>
      interval(difference(name, quality)),
    ),
  };
}

function byMethod<T>(
  names: readonly string[],
  of: (name: string, quality: QualityName) => T | undefined,
): ByMethod<T> {
  const each = (name: string) =>
    qualityNames.flatMap((quality) => {
      const value = of(name, quality);
      return value === undefined ? [] : [[quality, value] as const];
    });
  return Object.fromEntries(names.map((name) => [name, Object.fromEntries(each(name))]));
}

/** Of one subject there is none. */
function intervalOfMean(values: readonly number[], settings: IntervalSettings): Interval | undefined {
  const { seed, level = 0.95, resamples = 1000 } = settings;
  if (values.length < 2) return undefined;
  const statistic = (items: Uint32Array) => mean(Array.from(items, (item) => values[item] ?? Number.NaN));
  return bootstrapInterval(statistic, { items: values.length, seed, level, resamples });
}
