import type { Scale } from './scale.ts';

/** Plain numbers where they are short, powers of ten where they are not. */
const LABEL =
  "datum.value == 0 || (abs(datum.value) >= 1e-3 && abs(datum.value) < 1e6) ? format(datum.value, ',~r') : replace(format(datum.value, '~e'), '+', '')";

/** The vertical axis: its title stands above it, flush with the figure's left edge. */
export function verticalAxis(scale: Scale, title: string, left: number) {
  return {
    field: 'y',
    type: 'quantitative',
    scale: {
      domain: domainOf(scale),
      type: scale.log ? 'log' : 'linear',
      nice: false,
      ...fromZero(scale),
    },
    axis: { title, titleX: -left, titleY: -14, labelExpr: LABEL, ...ticks(scale) },
  } as const;
}

/** The horizontal axis; `whole` keeps ticks of counts at whole numbers. */
export function horizontalAxis(scale: Scale, title: string, whole: boolean) {
  return {
    field: 'x',
    type: 'quantitative',
    scale: { domain: domainOf(scale), nice: false, zero: false },
    axis: {
      title,
      tickCount: 6,
      labelFlush: false,
      labelExpr: LABEL,
      ...(whole ? { tickMinStep: 1 } : {}),
    },
  } as const;
}

function domainOf({ low, high }: Scale): number[] {
  return [low, high];
}

/** Vega-Lite warns when a logarithmic scale says anything about zero. */
function fromZero(scale: Scale): { readonly zero?: false } {
  return scale.log ? {} : { zero: false };
}

/** Powers of ten where there are enough of them; otherwise with three times them, or with two and five times. */
function ticks({ low, high, log }: Scale): { readonly values?: number[]; readonly tickCount?: number } {
  if (!log) return { tickCount: 5 };
  const decades = Math.log10(high / low);
  const factors = decades >= 3 ? [1] : decades >= 1.7 ? [1, 3] : [1, 2, 5];
  const stride = Math.max(1, Math.ceil(decades / 7));
  const values: number[] = [];
  for (let power = Math.floor(Math.log10(low)); power <= Math.log10(high); power += stride) {
    values.push(
      ...factors.map((factor) => Number(`${factor}e${power}`)).filter((tick) => tick >= low && tick <= high),
    );
  }
  return values.length >= 2 ? { values } : { tickCount: 5 };
}
