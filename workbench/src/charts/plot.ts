import UPlot from 'uplot';
import type { Frame, PlotContent } from './plot-content.ts';
import { type PlotLook, plotOptions } from './plot-options.ts';

/** The x that are shown. */
export interface View {
  readonly from: number;
  readonly to: number;
}

/** What a plot tells. */
export interface PlotListener {
  /** Another part is wanted; nothing for all of it. */
  readonly onView: (view: View | undefined) => void;
  /** An x is pointed at, or none any more. */
  readonly onPoint: (x: number | undefined) => void;
}

/** Plots of one group show where the pointer is in any of them. */
const GROUP = 'run';

/**
 * Axes, within which contents draw themselves. Dragging zooms, with shift it moves; the wheel with ctrl zooms; a double
 * click shows all.
 */
export class Plot {
  readonly #plot: UPlot;
  readonly #look: PlotLook;
  readonly #listener: PlotListener;
  readonly #ended = new AbortController();
  #content: PlotContent | undefined;

  constructor(place: HTMLElement, look: PlotLook, listener: PlotListener) {
    this.#look = look;
    this.#listener = listener;
    this.#plot = new UPlot(
      {
        ...plotOptions(look),
        width: Math.max(100, place.clientWidth),
        height: Math.max(100, place.clientHeight),
        cursor: this.#cursor(),
        hooks: {
          draw: [() => this.#draw()],
          setSelect: [() => this.#select()],
          setCursor: [({ cursor }) => this.#point(cursor.left)],
        },
      },
      [
        [0, 1],
        [0, 1],
      ],
      place,
    );
    this.#listen();
  }

  /** The drawn picture. */
  get canvas(): HTMLCanvasElement {
    return this.#plot.ctx.canvas;
  }

  /** Draws something, all of it or a part. */
  show(content: PlotContent, view: View | undefined): void {
    this.#content = content;
    const { from, to } = view ?? wholeOf(content);
    const [low, high] = content.range(from, to);
    this.#plot.batch(() => {
      this.#plot.setScale('x', { min: from, max: to });
      this.#plot.setScale('y', { min: low, max: high });
      this.#plot.redraw(false, true);
    });
  }

  /** Points at an x, as the pointer would. */
  point(x: number): void {
    this.#plot.setCursor({ left: this.#plot.valToPos(x, 'x'), top: this.#plot.over.clientHeight / 2 }, true);
  }

  resize(width: number, height: number): void {
    this.#plot.setSize({ width: Math.max(100, width), height: Math.max(100, height) });
  }

  close(): void {
    this.#ended.abort();
    this.#plot.destroy();
  }

  get #view(): View {
    const { min, max } = this.#plot.scales.x ?? {};
    return { from: min ?? 0, to: max ?? 1 };
  }

  #cursor(): UPlot.Cursor {
    return {
      y: false,
      points: { show: false },
      drag: { x: true, y: false, setScale: false },
      sync: { key: GROUP, scales: ['x', null] },
      bind: {
        mousedown: (_, __, handle) => (event) => {
          if (!event.shiftKey) handle(event);
          return null;
        },
        dblclick: () => () => {
          this.#listener.onView(undefined);
          return null;
        },
      },
    };
  }

  #draw(): void {
    if (this.#content?.extent) this.#content.draw(this.#frame());
  }

  #frame(): Frame {
    const { ctx, bbox } = this.#plot;
    const { x = { min: 0, max: 1 }, y = { min: 0, max: 1 } } = this.#plot.scales;
    const { from, to } = this.#view;
    const ratio = UPlot.pxRatio;
    const { isLog, gutter, colors } = this.#look;
    const place = isLog ? Math.log : Number;
    const [low, high] = [place(y.min ?? 0), place(y.max ?? 1)];
    const across = bbox.width / ((x.max ?? 1) - (x.min ?? 0));
    const up = bbox.height / (high - low);
    return {
      ...{ context: ctx, ...bbox, ratio, gutter: gutter * ratio, from, to, colors },
      x: (value) => bbox.left + across * (value - from),
      y: (value) => bbox.top + bbox.height - up * (place(value) - low),
    };
  }

  /** A stretch was dragged over. */
  #select(): void {
    const { left, width } = this.#plot.select;
    if (width < 3) return;
    const [from, to] = [this.#plot.posToVal(left, 'x'), this.#plot.posToVal(left + width, 'x')];
    this.#plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
    if (to > from) this.#listener.onView({ from, to });
  }

  #point(left: number | undefined): void {
    const isOver = left !== undefined && left >= 0;
    this.#listener.onPoint(isOver ? this.#plot.posToVal(left, 'x') : undefined);
  }

  /** What uPlot does not do: moving by shift and dragging, zooming by ctrl and the wheel. */
  #listen(): void {
    const { over } = this.#plot;
    const { signal } = this.#ended;
    over.addEventListener('pointerdown', (event) => this.#drag(event), { signal });
    over.addEventListener(
      'wheel',
      (event) => {
        if (!event.ctrlKey) return;
        event.preventDefault();
        const at = this.#plot.posToVal(event.clientX - over.getBoundingClientRect().left, 'x');
        this.#listener.onView(zoomed(this.#view, Math.exp(event.deltaY / 400), at));
      },
      { signal, passive: false },
    );
  }

  #drag(event: PointerEvent): void {
    if (!event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    const { over } = this.#plot;
    const begin = this.#view;
    const perPixel = (begin.to - begin.from) / over.clientWidth;
    const ended = new AbortController();
    const signal = AbortSignal.any([ended.signal, this.#ended.signal]);
    over.setPointerCapture(event.pointerId);
    over.addEventListener(
      'pointermove',
      ({ clientX }) => {
        const by = (event.clientX - clientX) * perPixel;
        this.#listener.onView({ from: begin.from + by, to: begin.to + by });
      },
      { signal },
    );
    for (const end of ['pointerup', 'pointercancel'] as const) {
      over.addEventListener(end, () => ended.abort(), { signal });
    }
  }
}

/** A view after zooming: `factor` below 1 shows less, around `at`. */
export function zoomed({ from, to }: View, factor: number, at = (from + to) / 2): View {
  return { from: at - factor * (at - from), to: at + factor * (to - at) };
}

/** A view of all. */
export function wholeOf({ extent }: PlotContent): View {
  const [from, to] = extent ?? [0, 1];
  return from < to ? { from, to } : { from: from - 0.5, to: to + 0.5 };
}
