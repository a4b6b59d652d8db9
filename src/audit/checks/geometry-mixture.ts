import type { Item } from '../../data/manifest/item.ts';
import type { AuditCheck } from '../audit-check.ts';
import { evidenceOf, type Finding, type Grade, MOST_ITEMS } from '../finding.ts';
import { mostCommon } from '../subjects.ts';
import { count, countAre, listed, short } from '../words.ts';

/** Spacings that differ by this factor show things at visibly different sizes; less is worth a note. */
const VISIBLE = 1.5;
const NOTICEABLE = 1.05;
/** Slices this many times as thick as pixels are wide. */
const ANISOTROPIC = 3;

/** Images that lie differently in space: spacing, orientation, number of axes and matrix. */
export const geometryMixture: AuditCheck = {
  name: 'geometry-mixture',
  title: 'Spacing, orientation, dimensions and matrix sizes',
  run(input) {
    const kinds = Map.groupBy(input.items, ({ acquisition }) => acquisition.modality ?? '');
    return [...kinds].flatMap(([modality, items]) => {
      const what = kinds.size > 1 && modality !== '' ? `${modality} items` : 'items';
      return [
        ...dimensions(items, what),
        ...spacings(items, what),
        ...orientations(items, what),
        ...matrices(items, what),
        ...anisotropy(items),
      ];
    });
  },
};

/** The items that differ from the most frequent value, and a table of all values. */
function mixture(items: readonly Item[], what: string, keyOf: (item: Item) => string | undefined) {
  const groups = Map.groupBy(items, (item) => keyOf(item));
  groups.delete(undefined);
  const usual = mostCommon(items.map(keyOf));
  const others = items.filter((item) => keyOf(item) !== undefined && keyOf(item) !== usual);
  const sorted = [...groups].toSorted((a, b) => b[1].length - a[1].length);
  const cells = sorted.slice(0, MOST_ITEMS).map(([key, own]) => [key ?? '', own.length]);
  return {
    values: sorted.map(([key]) => key ?? ''),
    evidence: {
      ...evidenceOf(
        others.map(({ id }) => id),
        { 'different values': groups.size },
      ),
      rows: { columns: [what, 'items'], cells },
    },
  };
}

function finding(grade: Grade, title: string, evidence: Finding['evidence'], remedy: string): Finding[] {
  return [{ check: 'geometry-mixture', grade, title, evidence, remedy }];
}

/** Colors are no axis in space. */
function dimensions(items: readonly Item[], what: string): Finding[] {
  const axesOf = ({ axes }: Item) => `${axes.filter((name) => name !== 'sample').length}`;
  const { values, evidence } = mixture(items, 'axes', axesOf);
  if (values.length < 2) return [];
  const title = capital(`${what} have different numbers of axes: ${listed(values)}.`);
  return finding(
    'warning',
    title,
    evidence,
    'Single slices and volumes do not go into one network: import them as two datasets.',
  );
}

function spacings(items: readonly Item[], what: string): Finding[] {
  const known = items.filter(({ spacing }) => spacing !== undefined && spacing.length > 0);
  const inPlane = known.map(({ spacing }) => Math.min(...(spacing ?? [])));
  const least = inPlane.reduce((a, b) => Math.min(a, b), Infinity);
  const most = inPlane.reduce((a, b) => Math.max(a, b), 0);
  if (known.length < 2 || !(most / least > NOTICEABLE)) return [];
  const { evidence } = mixture(known, 'spacing, mm', ({ spacing }) => spacing?.map(short).join(' × '));
  const isVisible = most / least >= VISIBLE;
  return finding(
    isVisible ? 'warning' : 'note',
    `The finest spacing of the ${what} lies between ${short(least)} mm and ${short(most)} mm.`,
    { ...evidence, facts: { ...evidence.facts, 'lowest, mm': short(least), 'highest, mm': short(most) } },
    'The same organ has different sizes in pixels: resample all items to one spacing.',
  );
}

function orientations(items: readonly Item[], what: string): Finding[] {
  const sites = Map.groupBy(items, ({ site }) => site ?? '');
  const isMixed = (own: readonly Item[]) => {
    const all = own.flatMap(({ orientation }) => orientation ?? []);
    return new Set(all).size > 1 && new Set(all.map(directionsOf)).size < new Set(all).size;
  };
  const { values, evidence } = mixture(items, 'orientation', ({ orientation }) => orientation);
  if (values.length < 2) return [];
  const withinSite = [...sites.values()].some(isMixed);
  return finding(
    withinSite ? 'warning' : 'note',
    withinSite
      ? `${capital(what)} of one site are stored in mirrored orientations: ${listed(values)}.`
      : `${capital(what)} are stored in different orientations: ${listed(values)}.`,
    evidence,
    'An array read without its header is mirrored or turned: bring all items to one orientation before training.',
  );
}

/** RAS and LAS run along the same axes, in other directions. */
function directionsOf(orientation: string): string {
  return orientation.replaceAll('L', 'R').replaceAll('P', 'A').replaceAll('I', 'S');
}

function matrices(items: readonly Item[], what: string): Finding[] {
  const { values, evidence } = mixture(items, 'shape', ({ shape }) => shape.join(' × '));
  if (values.length < 2) return [];
  return finding(
    'note',
    `${capital(what)} have ${count(values.length, 'shape')}: ${values.length > 3 ? `${values.slice(0, 3).join(', ')} and others` : listed(values)}.`,
    evidence,
    'A study crops or resizes them to one shape; make sure that this does not tell the classes apart.',
  );
}

function anisotropy(items: readonly Item[]): Finding[] {
  const thick = items.filter(
    ({ spacing = [] }) => spacing.length === 3 && Math.max(...spacing) / Math.min(...spacing) >= ANISOTROPIC,
  );
  if (thick.length === 0) return [];
  return finding(
    'note',
    `${countAre(thick.length, 'volume')} of slices ${ANISOTROPIC} times as thick as pixels are wide, or thicker.`,
    evidenceOf(thick.map(({ id }) => id)),
    'Use 2-D networks, or kernels that are flat across slices.',
  );
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
