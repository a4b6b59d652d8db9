import { type Block, blockMarkup } from './blocks.ts';
import { html, type Markup, trusted } from './markup.ts';
import { STYLE } from './style.ts';

/** One part of a page, under its title. */
export interface Section {
  readonly title: string;
  readonly blocks: readonly Block[];
}

/** What a page holds. */
export interface PageOptions {
  readonly title: string;
  /** One or two sentences under the title. */
  readonly lead?: string;
  readonly sections: readonly Section[];
  /** What made the page, from what, when. */
  readonly footer?: string;
  /** The language of the texts, "en" by default. */
  readonly language?: string;
}

/** A page may load nothing and run nothing; images come with it. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

/** From this many sections on, a page begins with a list of them. */
const SECTIONS_FOR_CONTENTS = 3;

/**
 * A report as one self-contained HTML page: no script, no request, equal bytes for equal content. All texts are
 * escaped; figures are the only markup that passes.
 *
 * @example
 * page({
 *   title: 'Iris',
 *   sections: [{ title: 'Result', blocks: [{ kind: 'tiles', tiles: [{ label: 'Accuracy', value: '96.7 %' }] }] }],
 * });
 */
export function page({ title, lead, sections, footer, language = 'en' }: PageOptions): string {
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>${trusted(STYLE)}</style>
</head>
<body>
<a class="skip" href="#content">Skip to content</a>
<header>
<h1>${title}</h1>
${lead !== undefined && html`<p class="lead">${lead}</p>`}
${sections.length >= SECTIONS_FOR_CONTENTS && contents(sections)}
</header>
<main id="content">
${sections.map(sectionMarkup)}${sections.length === 0 && html`<p class="empty">This report has no content yet.</p>`}
</main>
${footer !== undefined && html`<footer><p>${footer}</p></footer>`}
</body>
</html>
`.text;
}

function contents(sections: readonly Section[]): Markup {
  const items = sections.map(({ title }, i) => html`<li><a href="#section-${i + 1}">${title}</a></li>`);
  return html`<nav aria-label="Contents"><ol>${items}</ol></nav>`;
}

function sectionMarkup({ title, blocks }: Section, index: number): Markup {
  const id = `section-${index + 1}`;
  const body = blocks.map((block, i) => blockMarkup(block, `${index + 1}-${i + 1}`));
  const empty = blocks.length === 0 && html`<p class="empty">Nothing to show.</p>`;
  return html`<section id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${title}</h2>
${body}${empty}</section>
`;
}
