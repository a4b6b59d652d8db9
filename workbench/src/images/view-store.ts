import { useState, useSyncExternalStore } from 'react';
import type { Channel } from './channels.ts';
import type { Window } from './gray-window.ts';

/** How images are looked at; several viewers may share it. */
export interface View {
  /** Which picture of a stack, from 0. */
  readonly index: number;
  /** 1 shows all of the image. */
  readonly zoom: number;
  /** The place of the image in the viewer's middle: shares of its width and height. */
  readonly center: readonly [x: number, y: number];
  /** What is black and white; where there is none, as each image says. */
  readonly window: Window | undefined;
  readonly isInverted: boolean;
  /** What of complex values is shown; where there is none, as each image says. */
  readonly channel: Channel | undefined;
  /** The pixel that is pointed at. */
  readonly cursor: readonly [row: number, column: number] | undefined;
}

const initial: View = {
  index: 0,
  zoom: 1,
  center: [0.5, 0.5],
  window: undefined,
  isInverted: false,
  channel: undefined,
  cursor: undefined,
};

/** The state of a view, and who is to know of its changes. */
export class ViewStore {
  #view: View;
  readonly #start: View;
  readonly #listeners = new Set<() => void>();

  constructor(start: Partial<View> = {}) {
    this.#start = { ...initial, ...start };
    this.#view = this.#start;
  }

  /** As it is now. */
  readonly get = (): View => this.#view;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  change(part: Partial<View>): void {
    this.#view = { ...this.#view, ...part };
    for (const listener of this.#listeners) listener();
  }

  /** Everything as it was at first, but for the picture that is shown. */
  reset(): void {
    this.change({ ...this.#start, index: this.#view.index });
  }
}

/** A view of one's own, or to be shared. */
export function useViewStore(start: Partial<View> = {}): ViewStore {
  const [store] = useState(() => new ViewStore(start));
  return store;
}

/** The view as it is now. */
export function useView(store: ViewStore): View {
  return useSyncExternalStore(store.subscribe, store.get);
}
