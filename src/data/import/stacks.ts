import type { ArrayPlace } from '../reading/array-place.ts';
import type { Content } from '../reading/contents.ts';
import type { Problem } from '../reading/problem.ts';
import type { Unit } from '../reading/units.ts';
import { type Part, partNamed } from './class-folders.ts';

/** An array whose first axis counts items, and where their labels are. */
export interface Stack {
  readonly items: ArrayPlace;
  readonly labels?: ArrayPlace;
  readonly labelUnit?: Unit;
  readonly part?: Part;
}

/** Files of images and those of their labels, as MNIST names them. */
export interface PairedStacks {
  /** All units but the labels. */
  readonly units: readonly Unit[];
  readonly labels: ReadonlyMap<Unit, Unit>;
  readonly problems: readonly Problem[];
}

/** MNIST's names: `train-images-idx3-ubyte`, `t10k-labels.idx1-ubyte.gz`. */
const IDX = /^(?<before>.*)(?<what>images|labels)(?<after>[-.]idx)\d(?<rest>[^/]*)$/i;

/** Puts files of labels to the files of images that they belong to, by their names. */
export function pairIdx(units: readonly Unit[]): PairedStacks {
  const of = (what: string) =>
    new Map(
      units.flatMap((unit): [string, Unit][] => {
        const groups = IDX.exec(unit.main.name)?.groups;
        return groups?.what?.toLowerCase() === what
          ? [[`${groups.before}|${groups.after}|${groups.rest}`, unit]]
          : [];
      }),
    );
  const [images, labels] = [of('images'), of('labels')];
  const pairs = [...images].flatMap(([key, image]): [Unit, Unit][] => {
    const found = labels.get(key);
    return found ? [[image, found]] : [];
  });
  const alone = [
    ...[...images].filter(([key]) => !labels.has(key)).map(([, unit]) => missing(unit, 'labels')),
    ...[...labels].filter(([key]) => !images.has(key)).map(([, unit]) => missing(unit, 'images')),
  ];
  const left = new Set([
    ...labels.values(),
    ...[...images].filter(([key]) => !labels.has(key)).map(([, unit]) => unit),
  ]);
  return { units: units.filter((unit) => !left.has(unit)), labels: new Map(pairs), problems: alone };
}

function missing({ main }: Unit, other: string): Problem {
  return {
    file: main.path,
    reason: `expected the file of its ${other} beside it, received none. Add it, or take this one out.`,
  };
}

/** The stacks that a file holds: the images of a MedMNIST archive by part, those of an IDX file; none of others. */
export function stacksOf({ unit, header }: Content, idxLabels: PairedStacks['labels']): readonly Stack[] {
  const { path, root } = unit.main;
  const place = { path, ...(root !== undefined && { root }) };
  const labelUnit = idxLabels.get(unit);
  if (labelUnit) {
    const part = idxPart(unit.main.name);
    return [{ items: place, labels: labelPlace(labelUnit), labelUnit, ...(part && { part }) }];
  }
  const names = new Set(header.members.map(({ name }) => name));
  return ['train', 'val', 'test']
    .filter((name) => header.format === 'npz' && names.has(`${name}_images`))
    .map((name) => {
      const part = partNamed(name);
      return {
        items: { ...place, member: `${name}_images` },
        ...(names.has(`${name}_labels`) && { labels: { ...place, member: `${name}_labels` } }),
        ...(part && { part }),
      };
    });
}

function labelPlace({ main: { path, root } }: Unit): ArrayPlace {
  return { path, ...(root !== undefined && { root }) };
}

/** MNIST's test part is called t10k. */
function idxPart(name: string): Part | undefined {
  const [, part] = /(?:^|\/)(train|t10k|test|val)[^/]*$/i.exec(name) ?? [];
  return part === undefined ? undefined : partNamed(part.toLowerCase() === 't10k' ? 'test' : part);
}
