import type { ReactNode } from 'react';

/** A value by which rows are sorted; rows without one come last. */
export type SortValue = string | number | undefined;

/** A column of a table. */
export interface Column<Row> {
  readonly key: string;
  readonly title: string;
  readonly cell: (row: Row) => ReactNode;
  /** What it is sorted by; a column without it is not. */
  readonly value?: (row: Row) => SortValue;
  /** In any unit of CSS: `12ch`, `20%`; without it, a share of what is left. */
  readonly width?: string;
  /** Numbers end at the same place. */
  readonly isNumber?: boolean;
  /** Whether the first click on its head sorts from the largest to the smallest. */
  readonly isDescendingFirst?: boolean;
}

/** What rows are sorted by. */
export interface Sorting {
  readonly key: string;
  readonly isDescending: boolean;
}

/** A row's name within its table. */
export type RowKey = string | number;
