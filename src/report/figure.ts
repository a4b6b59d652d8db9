import type { TopLevelSpec } from 'vega-lite';
import { invariant } from '../util/errors.ts';
import { html, type Markup, trusted, withoutForbidden } from './markup.ts';
import { followPalette, PALETTE } from './palette.ts';

/** A figure of a report. */
export interface Figure {
  readonly kind: 'figure';
  readonly title?: string | undefined;
  readonly caption?: string | undefined;
  /** What the figure shows, in words, for those who do not see it. */
  readonly alt: string;
  /** What goes into a page; its colors follow the page's. */
  readonly markup: Markup;
  /** The figure as a file of its own, where it is a drawing: light colors, no page needed. */
  readonly svg?: string | undefined;
}

/** What every figure may be given. */
export interface FigureText {
  readonly title?: string | undefined;
  readonly caption?: string | undefined;
}

/** One layer of a drawing. */
export type Layer = Extract<TopLevelSpec, { layer: unknown }>['layer'][number];

/** The width of every drawing, in CSS pixels. */
export const FIGURE_WIDTH = 720;
/** The size of all text in drawings, in CSS pixels. */
export const FONT_SIZE = 13;

const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';
const { ink, muted, rule, grid } = PALETTE;

/** What all drawings share: no frame, quiet grid lines, one font. */
const CONFIG: NonNullable<TopLevelSpec['config']> = {
  aria: false,
  background: 'transparent',
  font: FONT,
  view: { stroke: null },
  text: { fontSize: FONT_SIZE, fill: ink.light, font: FONT },
  axis: {
    labelColor: muted.light,
    labelFontSize: FONT_SIZE,
    labelPadding: 6,
    labelLimit: 0,
    titleColor: muted.light,
    titleFontSize: FONT_SIZE,
    titleFontWeight: 400,
    titleLimit: 0,
    titlePadding: 10,
    domainColor: rule.light,
    tickColor: rule.light,
    gridColor: grid.light,
    ticks: false,
  },
  axisX: { grid: false },
  axisY: { domain: false, titleAngle: 0, titleAlign: 'left', titleAnchor: 'end', titleBaseline: 'bottom' },
};

/** The space around the plot, in pixels, and its own size. */
export interface Frame {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** A frame of the common width whose plot fills what the margins leave. */
export function frameOf(height: number, margins: Omit<Frame, 'width' | 'height'>): Frame {
  return { ...margins, height, width: FIGURE_WIDTH - margins.left - margins.right };
}

/** The specification of layers over one frame, in the report's style. */
export function specOf(frame: Frame, content: { readonly layer: Layer[] }): TopLevelSpec {
  const { width, height, left, right, top, bottom } = frame;
  return {
    ...content,
    width,
    height,
    padding: { left, right, top, bottom },
    autosize: { type: 'none' },
    config: CONFIG,
  };
}

/** Draws a specification. Vega is loaded when first needed, so that nobody else waits for it. */
export async function drawFigure(spec: TopLevelSpec, alt: string, text: FigureText): Promise<Figure> {
  const [vega, vegaLite] = await Promise.all([import('vega'), import('vega-lite')]);
  const view = new vega.View(vega.parse(vegaLite.compile(spec).spec), { renderer: 'none' });
  const svg = tidy(await view.toSVG(), alt);
  view.finalize();
  return {
    kind: 'figure',
    title: text.title,
    caption: text.caption,
    alt,
    svg,
    markup: trusted(followPalette(svg)),
  };
}

/** What stands in a figure's place when there is nothing to draw. */
export function emptyFigure(reason: string, text: FigureText): Figure {
  const markup = html`<p class="empty">${reason}</p>`;
  return { kind: 'figure', title: text.title, caption: text.caption, alt: reason, markup };
}

/** Drops what only an interactive drawing needs, and makes it one image with its description. */
function tidy(svg: string, alt: string): string {
  const shown = withoutForbidden(svg).replaceAll(/<text [^>]*opacity="0"[^>]*>[^<]*<\/text>/g, '');
  const slim = shown.replaceAll(/<[^>]*>/g, slimTag);
  return slim.replace('<svg ', `<svg ${html`role="img" aria-label="${alt}"`.text} `);
}

function slimTag(tag: string): string {
  if (/^<(path class="(foreground|background)"|rect [^>]*fill="transparent")/.test(tag)) return '';
  invariant(!tag.includes(' id="'), 'two figures of a page could share an id');
  return tag
    .replaceAll(/ (role|aria-[a-z]+|pointer-events|xmlns:xlink|version)="[^"]*"/g, '')
    .replace(' opacity="1"', '')
    .replace('<g class="mark-rect', '<g shape-rendering="crispEdges" class="mark-rect');
}
