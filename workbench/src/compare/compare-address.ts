import type { CasePart } from 'echotrain/study';
import { goTo } from '../navigation/address.ts';

/** What is compared and how it is looked at, as the page's address has it. */
export interface CompareAddress {
  readonly runs: readonly number[];
  /** The part of the data; the test part by default. */
  readonly part: CasePart | undefined;
  /** Keys of the sides; the usual ones where there are none. */
  readonly sides: readonly string[];
  readonly tab: string | undefined;
  /** The case that is looked at. */
  readonly case: number | undefined;
  /** Only cases of this class, and to which the side of that number gives this one. */
  readonly label: string | undefined;
  readonly predicted: string | undefined;
  readonly predictedBy: number | undefined;
}

/** The parts whose cases are kept. */
const parts: readonly CasePart[] = ['test', 'validation', 'elsewhere'];

/** What a page's address says. */
export function readAddress(search: URLSearchParams): CompareAddress {
  const text = (name: string) => search.get(name) ?? undefined;
  const number = (name: string) => (search.has(name) ? Number(search.get(name)) : undefined);
  return {
    runs: (search.get('runs') ?? '')
      .split(',')
      .map(Number)
      .filter((run) => Number.isInteger(run) && run > 0),
    part: parts.find((part) => part === search.get('part')),
    sides: search.getAll('side'),
    tab: text('tab'),
    case: number('case'),
    label: text('label'),
    predicted: text('predicted'),
    predictedBy: number('by'),
  };
}

/** Changes the address, and so the page. */
export function changeAddress(address: CompareAddress, change: Partial<CompareAddress>): void {
  const { runs, part, sides, tab, case: at, label, predicted, predictedBy } = { ...address, ...change };
  const query = new URLSearchParams();
  const set = (name: string, value: string | number | undefined) => {
    if (value !== undefined) query.set(name, String(value));
  };
  set('runs', runs.join(','));
  set('part', part);
  for (const side of sides) query.append('side', side);
  set('tab', tab);
  set('case', at);
  set('label', label);
  set('predicted', predicted);
  set('by', predictedBy);
  goTo(`/compare?${query.toString().replaceAll('%2C', ',').replaceAll('%3A', ':')}`, { replace: true });
}
