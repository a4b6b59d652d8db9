/** What a series is, by its name in the store. */
export interface SeriesName {
  /** The training among several of a run; empty where there is one. */
  readonly training: string;
  /** `step`, `train`, `validation` or `monitor`. */
  readonly group: string;
  /** What is measured: `loss`. */
  readonly what: string;
  /** Of which layer. */
  readonly layer: string | undefined;
}

/** What a name says; nothing where it is of another kind. */
function seriesName(name: string): SeriesName | undefined {
  const [, training = '', group, rest] =
    /^(?:(.*?)\/)??(step|train|validation|monitor)\/(.+)$/s.exec(name) ?? [];
  if (group === undefined || rest === undefined) return undefined;
  const slash = group === 'monitor' ? rest.indexOf('/') : -1;
  return {
    training,
    group,
    what: slash < 0 ? rest : rest.slice(0, slash),
    layer: slash < 0 ? undefined : rest.slice(slash + 1),
  };
}

/** The trainings of a run, in the order of their numbers; one without a name where there is only one. */
export function trainingsOf(series: readonly string[]): readonly string[] {
  const names = new Set(series.flatMap((name) => seriesName(name)?.training ?? []));
  return [...names].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
}

/** The store's name of a series of a training. */
export function fullName(training: string, name: string): string {
  return training === '' ? name : `${training}/${name}`;
}

/** The series of a training, without its name. */
export function seriesOf(series: readonly string[], training: string): readonly string[] {
  return series.flatMap((name) => {
    if (seriesName(name)?.training !== training) return [];
    return [training === '' ? name : name.slice(training.length + 1)];
  });
}

/** The scores that are measured on parts of the data, the loss first. */
export function scoresOf(series: readonly string[]): readonly string[] {
  const scores = new Set(
    series.flatMap((name) => {
      const parsed = seriesName(name);
      return parsed && ['train', 'validation'].includes(parsed.group) ? [parsed.what] : [];
    }),
  );
  scores.delete('loss');
  return ['loss', ...scores];
}

/** The layers of which something is measured, in the order of the series. */
export function layersOf(series: readonly string[], what: string): readonly string[] {
  return series.flatMap((name) => {
    const parsed = seriesName(name);
    return parsed?.group === 'monitor' && parsed.what === what && parsed.layer !== undefined
      ? [parsed.layer]
      : [];
  });
}
