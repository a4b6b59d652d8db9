import type { InferResponseType } from 'hono/client';
import { api, said } from '../../api/client.ts';
import { useQuery } from '../../api/use-query.ts';

/** What the server says of a dataset. */
export type DatasetAbout = InferResponseType<typeof api.data.datasets.one.$get, 200>;

/** A way in which a dataset is divided. */
export type Division = DatasetAbout['divisions'][number];

/** An item as a list has it. */
export type ItemRow = InferResponseType<typeof api.data.datasets.items.$get, 200>['rows'][number];

/** What is wanted of the items of a dataset. */
export interface ItemFilter {
  readonly division: string;
  readonly part: string;
  readonly label: string;
  readonly text: string;
}

/** A dataset, divided in one way. */
export function useDataset(path: string, division: string) {
  return useQuery(`dataset ${path} ${division}`, () =>
    said(api.data.datasets.one.$get({ query: { path, ...(division && { division }) } })),
  );
}

/** More items than this are not listed at once. */
const MOST = 100_000;

/** The items of a dataset that a filter lets pass. */
export function useItems(path: string, { division, part, label, text }: ItemFilter) {
  return useQuery(`items ${JSON.stringify([path, division, part, label, text])}`, () => {
    const wanted = {
      ...(division && { division }),
      ...(isPart(part) && { part }),
      ...(label && { label: label === NO_LABEL ? '' : label }),
      ...(text && { text }),
    };
    return said(
      api.data.datasets.items.$get({ query: { path, first: '0', count: String(MOST), ...wanted } }),
    );
  });
}

/** Stands for items without a label. */
export const NO_LABEL = '\u0000';

/** The parts of a division, in the order in which a study uses them. */
export const partNames = ['train', 'validation', 'test'] as const;

/** A part of a division. */
export type PartName = (typeof partNames)[number];

function isPart(text: string): text is PartName {
  return partNames.some((part) => part === text);
}
