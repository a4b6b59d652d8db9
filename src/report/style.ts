import { paletteVariables } from './palette.ts';

/** The stylesheet of every page: one column for reading, system fonts, light and dark, screen and paper. */
export const STYLE = `
:root{color-scheme:light dark;${paletteVariables('light')};
--measure:42rem;--wide:47.5rem;--radius:.5rem}
@media screen and (prefers-color-scheme:dark){:root{${paletteVariables('dark')}}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;scroll-behavior:smooth}
body{margin:0;background:var(--paper);color:var(--ink);
font:1.0625rem/1.6 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;
font-variant-numeric:lining-nums;overflow-wrap:break-word}
main,header,footer{max-width:calc(var(--wide) + 3rem);margin:0 auto;padding:0 1.5rem}
header{padding-top:4rem;padding-bottom:.5rem}
main{padding-bottom:3rem}
h1,h2,h3{line-height:1.25;text-wrap:balance;font-weight:650;letter-spacing:-.01em}
h1{font-size:2.25rem;margin:0 0 .75rem;letter-spacing:-.02em}
h2{font-size:1.5rem;margin:0 0 1rem}
h3{font-size:1rem;margin:0 0 .5rem;letter-spacing:0}
p,ul,ol{max-width:var(--measure);margin:0 0 1rem}
.lead{font-size:1.1875rem;color:var(--muted);text-wrap:pretty}
a{color:var(--link);text-decoration-thickness:1px;text-underline-offset:.15em}
:focus-visible{outline:2px solid var(--link);outline-offset:3px;border-radius:2px}
.skip{position:absolute;left:-999rem}
.skip:focus{left:1.5rem;top:1rem;background:var(--paper);padding:.25rem .5rem}
nav{margin:1.75rem 0 0;border:solid var(--rule);border-width:1px 0}
nav ol{list-style:none;display:flex;flex-wrap:wrap;gap:.25rem 1.5rem;margin:0;padding:.75rem 0;max-width:none;font-size:.9375rem}
section{margin-top:3.5rem;padding-top:2rem;border-top:1px solid var(--rule)}
main section:first-child{margin-top:2.25rem;padding-top:0;border-top:0}
code,pre{font-family:ui-monospace,"SF Mono",Menlo,Consolas,"DejaVu Sans Mono",monospace;font-size:.875em}
p code,li code{background:var(--surface);padding:.1em .3em;border-radius:.25rem}
figure{margin:1.75rem 0 2.25rem}
figcaption{color:var(--muted);font-size:.9375rem;line-height:1.5;max-width:var(--measure);margin-top:.625rem}
.drawing{overflow-x:auto}
.drawing svg{display:block;width:100%;min-width:34rem;max-width:45rem;height:auto}
svg text{font-family:inherit;font-variant-numeric:tabular-nums}
.empty{color:var(--muted);font-style:italic}
figure>.empty{border:1px dashed var(--rule);border-radius:var(--radius);padding:1.5rem;margin:0}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(10.5rem,1fr));gap:1rem;margin:0 0 1.75rem}
.tiles>div{background:var(--surface);border-radius:var(--radius);padding:1rem 1.125rem}
.tiles dt{color:var(--muted);font-size:.875rem;line-height:1.35}
.tiles dd{margin:0}
.tiles .unit{font-size:1.0625rem;font-weight:500;letter-spacing:0}
.tiles .value{font-size:1.5625rem;line-height:1.3;font-weight:600;letter-spacing:-.015em;font-variant-numeric:tabular-nums}
.tiles .is-long{font-size:1.1875rem;line-height:1.71}
.tiles .detail{color:var(--muted);font-size:.875rem;line-height:1.4}
.table{overflow:auto;max-height:36rem;margin:1.5rem 0 2rem}
table{border-collapse:collapse;font-size:.9375rem;line-height:1.4;min-width:50%}
caption{text-align:left;font-weight:650;padding-bottom:.5rem}
th,td{text-align:left;padding:.4375rem 1.5rem .4375rem 0;border-bottom:1px solid var(--rule);vertical-align:top;font-weight:400}
thead th{position:sticky;top:0;background:var(--paper);color:var(--muted);font-size:.875rem;white-space:nowrap;box-shadow:inset 0 -1px var(--rule)}
.number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
tbody tr{content-visibility:auto;contain-intrinsic-size:auto 2.25rem}
.note{border-left:.25rem solid var(--link);background:var(--surface);border-radius:0 var(--radius) var(--radius) 0;padding:.75rem 1.125rem;margin:1.5rem 0;max-width:var(--measure)}
.note p{margin:0}
.note strong:first-child{color:var(--link)}
.note.warning{border-color:var(--warning)}
.note.warning strong:first-child{color:var(--warning)}
.note.error{border-color:var(--wrong)}
.note.error strong:first-child{color:var(--wrong)}
.code{background:var(--surface);border-radius:var(--radius)}
.code figcaption{margin:0;padding:.625rem 1.125rem 0;font-size:.875rem}
pre{margin:0;padding:.875rem 1.125rem;overflow:auto;max-height:32rem;line-height:1.5;tab-size:2}
.images{list-style:none;display:grid;grid-template-columns:repeat(auto-fill,minmax(var(--side),max-content));gap:1.125rem 1rem;padding:0;margin:0;max-width:none}
.images li{font-size:.875rem;line-height:1.35;max-width:calc(var(--side) + 1rem)}
.images img{display:block;image-rendering:pixelated;background:#000;border-radius:2px;outline:1px solid var(--rule);margin-bottom:.375rem}
.images .is-wrong img{outline:2.5px solid var(--wrong)}
.images .is-wrong .what{color:var(--wrong);font-weight:600}
.images span.truth{display:block;color:var(--muted)}
footer p{color:var(--muted);font-size:.875rem;max-width:none;padding:1.25rem 0 3rem;border-top:1px solid var(--rule)}
@media (max-width:40rem){header{padding-top:2rem}h1{font-size:1.75rem}section{margin-top:2.5rem}.tiles{grid-template-columns:repeat(auto-fit,minmax(9rem,1fr))}}
@media print{@page{margin:18mm 16mm}html{font-size:10pt}body{font-size:1rem}header{padding-top:0}nav,.skip{display:none}
.drawing,.table,pre{overflow:visible;max-height:none}.drawing svg{min-width:0}pre{white-space:pre-wrap}
figure,.tiles>div,tr,.note,.images li{break-inside:avoid}h2,h3{break-after:avoid}
section{margin-top:1.5rem;padding-top:1rem}thead th{position:static}a{color:inherit}
.tiles>div,.note,.code{border:1px solid var(--rule)}}
@media (prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
`;
