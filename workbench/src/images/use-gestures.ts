import { type KeyboardEvent, type PointerEvent, type RefObject, useEffect, useRef } from 'react';
import { dragged, type Window } from './gray-window.ts';
import type { ImageStack } from './image-stack.ts';
import { panned, pixelAt, placementOf, type Size, zoomedAt } from './placement.ts';
import type { ViewStore } from './view-store.ts';

/** What gestures act on. */
export interface GestureTarget {
  readonly stack: ImageStack;
  readonly store: ViewStore;
  readonly size: Size;
  /** As the image is shown now. */
  readonly window: Window;
  /** Whether dragging changes the window: not of colors with a scale of their own. */
  readonly hasWindow: boolean;
}

/** A drag under way: where it began, and what was so then. */
interface Drag {
  readonly x: number;
  readonly y: number;
  readonly window: Window;
  readonly isPan: boolean;
}

const ZOOM_STEP = 1.25;
const PAN_STEP = 40;
const WINDOW_STEP = 25;

/** What keys do, for those who read or hear it. */
export const keysInWords =
  'Arrow up and down, page up and down, home and end: other slices. Plus and minus: zoom. Shift and arrows: move. ' +
  'A and D: narrower and wider window. W and S: lower and higher level. I: invert. 0: as at first.';

/** Turns what the pointer, the wheel and keys do into changes of the view. */
export function useGestures(place: RefObject<HTMLElement | null>, target: GestureTarget | undefined) {
  const drag = useRef<Drag>(undefined);
  const latest = useRef(target);
  latest.current = target;
  useWheel(place, latest);
  return {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      if (!target || event.button > 1) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      const isPan = event.button === 1 || event.shiftKey || !target.hasWindow;
      drag.current = { x: event.clientX, y: event.clientY, window: target.window, isPan };
      if (event.button === 1) event.preventDefault();
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      if (!target) return;
      point(event, target);
      if (drag.current) drag.current = moved(drag.current, event, target);
    },
    onPointerUp: () => {
      drag.current = undefined;
    },
    onPointerCancel: () => {
      drag.current = undefined;
    },
    onPointerLeave: () => target?.store.change({ cursor: undefined }),
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
      if (target && !event.ctrlKey && !event.metaKey && !event.altKey && press(event, target))
        event.preventDefault();
    },
    onDoubleClick: () => target?.store.reset(),
  };
}

function point(event: PointerEvent<HTMLElement>, { stack, store, size }: GestureTarget): void {
  const { left, top } = event.currentTarget.getBoundingClientRect();
  const place = placementOf(stack, store.get(), size);
  const cursor = pixelAt(stack, place, event.clientX - left, event.clientY - top);
  const before = store.get().cursor;
  if (cursor?.[0] !== before?.[0] || cursor?.[1] !== before?.[1]) store.change({ cursor });
}

/** Dragging changes the window from where it began, and moves the image step by step. */
function moved(drag: Drag, event: PointerEvent, { stack, store, size }: GestureTarget): Drag {
  const [right, down] = [event.clientX - drag.x, event.clientY - drag.y];
  if (!drag.isPan) {
    if (right !== 0 || down !== 0) store.change({ window: dragged(drag.window, right, down) });
    return drag;
  }
  store.change(panned(stack, store.get(), size, right, down));
  return { ...drag, x: event.clientX, y: event.clientY };
}

/** React listens to the wheel passively, and the page would scroll along. */
function useWheel(place: RefObject<HTMLElement | null>, latest: RefObject<GestureTarget | undefined>): void {
  useEffect(() => {
    const element = place.current;
    const turn = (event: WheelEvent) => {
      const target = latest.current;
      if (!element || !target) return;
      event.preventDefault();
      const { stack, store, size } = target;
      if (event.ctrlKey || event.metaKey) {
        const { left, top } = element.getBoundingClientRect();
        const at = [event.clientX - left, event.clientY - top] as const;
        store.change(zoomedAt(stack, store.get(), size, event.deltaY < 0 ? ZOOM_STEP : 1 / ZOOM_STEP, at));
      } else scroll(target, Math.sign(event.deltaY));
    };
    element?.addEventListener('wheel', turn, { passive: false });
    return () => element?.removeEventListener('wheel', turn);
  }, [place, latest]);
}

function scroll({ stack, store }: GestureTarget, by: number): void {
  const index = Math.max(0, Math.min(stack.count - 1, store.get().index + by));
  if (index !== store.get().index) store.change({ index });
}

/** Does what a key stands for; says whether it stands for anything. */
function press({ key, shiftKey }: KeyboardEvent, target: GestureTarget): boolean {
  const action = (shiftKey ? moves[key] : undefined) ?? keys[key] ?? keys[key.toLowerCase()];
  action?.(target);
  return action !== undefined;
}

type Action = (target: GestureTarget) => void;

const pan =
  (right: number, down: number): Action =>
  ({ stack, store, size }) =>
    store.change(panned(stack, store.get(), size, right, down));

const moves: Readonly<Record<string, Action>> = {
  ArrowUp: pan(0, PAN_STEP),
  ArrowDown: pan(0, -PAN_STEP),
  ArrowLeft: pan(PAN_STEP, 0),
  ArrowRight: pan(-PAN_STEP, 0),
};

const zoom =
  (factor: number): Action =>
  ({ stack, store, size }) =>
    store.change(zoomedAt(stack, store.get(), size, factor));

const change =
  (right: number, down: number): Action =>
  ({ store, window, hasWindow }) => {
    if (hasWindow) store.change({ window: dragged(window, right, down) });
  };

const go =
  (by: number): Action =>
  (target) =>
    scroll(target, by);

const keys: Readonly<Record<string, Action>> = {
  ArrowUp: go(-1),
  ArrowDown: go(1),
  PageUp: go(-10),
  PageDown: go(10),
  Home: go(Number.NEGATIVE_INFINITY),
  End: go(Number.POSITIVE_INFINITY),
  '+': zoom(ZOOM_STEP),
  '=': zoom(ZOOM_STEP),
  '-': zoom(1 / ZOOM_STEP),
  a: change(-WINDOW_STEP, 0),
  d: change(WINDOW_STEP, 0),
  w: change(0, -WINDOW_STEP),
  s: change(0, WINDOW_STEP),
  i: ({ store }) => store.change({ isInverted: !store.get().isInverted }),
  '0': ({ store }) => store.reset(),
};
