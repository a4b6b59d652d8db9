import styles from './code.module.css';
import { highlighted } from './highlight.ts';

const TYPESCRIPT: readonly string[] = ['ts', 'typescript'];

/** Code to read. */
export function Code({ text, language }: CodeProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached with the keyboard.
    <pre className={styles.code} tabIndex={0}>
      <code>{TYPESCRIPT.includes(language) ? <Tokens text={text} /> : text}</code>
    </pre>
  );
}

interface CodeProps {
  readonly text: string;
  /** `ts` and `typescript` are highlighted. */
  readonly language: string;
}

function Tokens({ text }: { readonly text: string }) {
  return highlighted(text).map(({ kind, text: piece }, at) =>
    kind === 'plain' ? (
      piece
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: code does not change.
      <span key={at} className={styles[kind]}>
        {piece}
      </span>
    ),
  );
}
