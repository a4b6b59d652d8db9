import { Fragment, type ReactNode } from 'react';
import { Link } from '../../navigation/link.tsx';
import { Code } from '../code/code.tsx';
import { type Block, blocksOf } from './blocks.ts';
import { type Inline, inlinesOf } from './inline.ts';
import styles from './prose.module.css';

/** Where the figures and links of a text lead. */
export interface Surroundings {
  /** The address of a figure, by its name in the text. */
  readonly figure: (source: string) => string | undefined;
  /** The page that a link leads to, where it is one of the application. */
  readonly page: (target: string) => string | undefined;
}

/** A heading of the first or second level, and what stands below it until the next. */
export interface Section {
  readonly title: string;
  readonly level: number;
  readonly blocks: readonly Block[];
}

/** A text in its sections; what stands before the first heading is left out. */
export function sectionsOf(markdown: string): Section[] {
  const sections: { title: string; level: number; blocks: Block[] }[] = [];
  for (const block of blocksOf(markdown)) {
    if (block.kind === 'heading') sections.push({ title: block.text, level: block.level, blocks: [] });
    else sections.at(-1)?.blocks.push(block);
  }
  return sections;
}

/** Blocks of a text as elements: texts become text, never markup. */
export function Prose({ blocks, ...surroundings }: { readonly blocks: readonly Block[] } & Surroundings) {
  return (
    <div className={styles.prose}>
      {blocks.map((block, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a text does not change.
        <Fragment key={at}>{blockElement(block, surroundings)}</Fragment>
      ))}
    </div>
  );
}

function blockElement(block: Block, surroundings: Surroundings): ReactNode {
  const inline = (text: string) => <Text content={inlinesOf(text)} {...surroundings} />;
  switch (block.kind) {
    case 'heading':
      return <h3>{inline(block.text)}</h3>;
    case 'paragraph':
      return <p>{inline(block.text)}</p>;
    case 'code':
      return <Code text={block.text} language={block.language} />;
    case 'list':
      return <List {...block} inline={inline} />;
    case 'table':
      return <Table {...block} inline={inline} />;
    case 'figure':
      return <Figure alt={block.alt} address={surroundings.figure(block.source)} />;
    case 'footnote':
      return (
        <p id={`note-${block.name}`} className={styles.footnote}>
          <sup>{block.name}</sup> {inline(block.text)}
        </p>
      );
  }
}

function Figure({ alt, address }: { readonly alt: string; readonly address: string | undefined }) {
  return (
    <figure className={styles.figure}>
      <img src={address} alt={alt} loading="lazy" />
      <figcaption aria-hidden="true">{alt}</figcaption>
    </figure>
  );
}

interface WithInline {
  readonly inline: (text: string) => ReactNode;
}

function List({ ordered, items, inline }: Extract<Block, { kind: 'list' }> & WithInline) {
  const Kind = ordered ? 'ol' : 'ul';
  return (
    <Kind>
      {items.map((item) => (
        <li key={item}>{inline(item)}</li>
      ))}
    </Kind>
  );
}

function Table({ header, rows, inline }: Extract<Block, { kind: 'table' }> & WithInline) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached with the keyboard.
    <div className={styles.scroll} tabIndex={0}>
      <table>
        <thead>
          <tr>
            {header.map((cell, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a text does not change.
              <th key={at} scope="col">
                {inline(cell)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.join('|')}>
              {row.map((cell, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a text does not change.
                <td key={at}>{inline(cell)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Text({ content, ...surroundings }: { readonly content: readonly Inline[] } & Surroundings) {
  return content.map((piece, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a text does not change.
    <Fragment key={at}>{inlineElement(piece, surroundings)}</Fragment>
  ));
}

function inlineElement(piece: Inline, surroundings: Surroundings): ReactNode {
  switch (piece.kind) {
    case 'text':
      return piece.text;
    case 'code':
      return <code>{piece.text}</code>;
    case 'strong':
      return (
        <strong>
          <Text content={piece.content} {...surroundings} />
        </strong>
      );
    case 'emphasis':
      return (
        <em>
          <Text content={piece.content} {...surroundings} />
        </em>
      );
    case 'note':
      return (
        <sup>
          <a href={`#note-${piece.name}`}>{piece.name}</a>
        </sup>
      );
    case 'link':
      return <TextLink {...piece} {...surroundings} />;
  }
}

/** A link to another page or, where the target is a file, its name: the text stands in a folder, the page does not. */
function TextLink({ content, target, ...surroundings }: Extract<Inline, { kind: 'link' }> & Surroundings) {
  const text = <Text content={content} {...surroundings} />;
  const page = surroundings.page(target);
  if (page?.startsWith('#')) return <a href={page}>{text}</a>;
  if (page) return <Link to={page}>{text}</Link>;
  return <span title={`The file ${target}, beside the lesson's text`}>{text}</span>;
}
