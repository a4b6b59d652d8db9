import type { SeriesName } from '../reading/contents.ts';
import type { Unit } from '../reading/units.ts';

/** The name without the ending that tells a format: "sub-01/brain.nii.gz" is "sub-01/brain". */
export function stemOf(name: string): string {
  return (
    name.replace(/(\.[a-z0-9]{1,5})?\.gz$/i, '').replace(/\.(?=[a-z0-9]*[a-z])[a-z0-9]{1,5}$/i, '') || name
  );
}

/** The id of each unit: its name without the ending, or with it where another one would have the same. */
export function idsOf(units: readonly Unit[]): ReadonlyMap<Unit, string> {
  const groups = Map.groupBy(units, ({ main }) => stemOf(main.name));
  return new Map(
    units.map((unit) => {
      const stem = stemOf(unit.main.name);
      return [unit, groups.get(stem)?.length === 1 ? stem : unit.main.name];
    }),
  );
}

/** The id of a DICOM volume: patient, number and name of the series, and what tells volumes of it apart. */
export function seriesId({ patient, number, description, contrast }: SeriesName): string {
  const parts = [number === undefined ? undefined : String(number), description, contrast].map(plain);
  return `${plain(patient) || 'unknown'}/${parts.filter(Boolean).join('-') || 'series'}`;
}

/** Letters, digits and what names are made of, in any language; everything else is a hyphen. */
function plain(text = ''): string {
  return text.replaceAll(/[^\p{L}\p{M}\p{N}._]+/gu, '-').replaceAll(/^-|-$/g, '');
}

/** Gives every id once: the second of a name is called `name-2`. */
export class UniqueIds {
  readonly #taken = new Map<string, number>();

  take(id: string): string {
    const number = (this.#taken.get(id) ?? 0) + 1;
    this.#taken.set(id, number);
    return number === 1 ? id : this.take(`${id}-${number}`);
  }
}
