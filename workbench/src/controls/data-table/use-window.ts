import { type RefObject, useLayoutEffect, useState } from 'react';

/** Rows beyond the visible ones, so that scrolling shows no gap. */
const MARGIN = 8;

/** Which rows of many are drawn: from `first` up to, not including, `end`. */
export interface RowWindow {
  readonly first: number;
  readonly end: number;
}

/** Which rows, each of one height, can be seen within a box that scrolls. */
export function useWindow(box: RefObject<HTMLElement | null>, count: number, rowHeight: number): RowWindow {
  const [seen, setSeen] = useState({ first: 0, rows: 40 });
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const measure = () => {
      const first = Math.floor(element.scrollTop / rowHeight);
      const rows = Math.ceil(element.clientHeight / rowHeight);
      setSeen((before) => (before.first === first && before.rows === rows ? before : { first, rows }));
    };
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    element.addEventListener('scroll', measure, { passive: true });
    measure();
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', measure);
    };
  }, [box, rowHeight]);
  const first = Math.max(0, Math.min(seen.first, count - seen.rows) - MARGIN);
  return { first, end: Math.min(count, first + seen.rows + 2 * MARGIN) };
}
