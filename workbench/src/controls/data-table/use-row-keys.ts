import { type KeyboardEvent, type RefObject, useCallback, useState } from 'react';

/** What an arrow or page key makes of a row's place. */
const MOVES: Readonly<Record<string, (at: number, page: number) => number>> = {
  ArrowDown: (at) => at + 1,
  ArrowUp: (at) => at - 1,
  PageDown: (at, page) => at + page,
  PageUp: (at, page) => at - page,
  Home: () => 0,
  End: () => Number.MAX_SAFE_INTEGER,
};

/** The row that has the focus, or gets it from Tab, and how keys move it. */
export function useRowKeys(box: RefObject<HTMLElement | null>, count: number, rowHeight: number) {
  const [active, setActive] = useState(0);
  const focus = useCallback(
    (index: number) => {
      setActive(index);
      if (box.current) show(box.current, index, rowHeight);
    },
    [box, rowHeight],
  );
  const move = (event: KeyboardEvent): boolean => {
    if (event.altKey || event.ctrlKey || event.metaKey) return false;
    const page = Math.max(1, Math.floor((box.current?.clientHeight ?? 0) / rowHeight) - 2);
    const to = MOVES[event.key]?.(active, page);
    if (to === undefined) return false;
    event.preventDefault();
    focus(Math.max(0, Math.min(count - 1, to)));
    return true;
  };
  return { active: Math.min(active, Math.max(0, count - 1)), setActive, move };
}

/** Scrolls to a row, below the head that stays in view, and gives it the focus: now, or as soon as it is drawn. */
function show(box: HTMLElement, index: number, rowHeight: number): void {
  const head = box.querySelector('thead')?.clientHeight ?? 0;
  const top = index * rowHeight;
  const room = box.clientHeight - head - rowHeight;
  if (top < box.scrollTop) box.scrollTop = top;
  else if (top > box.scrollTop + room) box.scrollTop = top - room;
  if (!focusRow(box, index)) requestAnimationFrame(() => requestAnimationFrame(() => focusRow(box, index)));
}

function focusRow(box: HTMLElement, index: number): boolean {
  const row = box.querySelector<HTMLElement>(`[data-index="${index}"]`);
  row?.focus({ preventScroll: true });
  return row !== null;
}
