import { type ReactNode, useRef, useState } from 'react';
import { useConnection } from '../api/use-events.ts';
import { Button } from '../controls/button.tsx';
import { Notice } from '../controls/notice.tsx';
import { sections } from '../pages.tsx';
import { chooseTheme, themeChoices, useThemeChoice } from '../theme/theme.ts';
import { goTo } from './address.ts';
import styles from './frame.module.css';
import { Link } from './link.tsx';
import { useShortcut } from './shortcuts.ts';
import { ShortcutsDialog } from './shortcuts-dialog.tsx';

/** The frame around every page: where one is, where else one can go, and whether the server answers. */
export function Frame({ section, children }: { readonly section: string; readonly children: ReactNode }) {
  const main = useRef<HTMLElement>(null);
  const [hasKeys, setHasKeys] = useState(false);
  useShortcut('?', 'Show all keys', () => setHasKeys(true));
  return (
    <>
      <button type="button" className={styles.skip} onClick={() => main.current?.focus()}>
        Skip to the page
      </button>
      <header className={styles.header}>
        <span className={styles.name}>echotrain</span>
        <nav aria-label="Sections">
          {sections.map(({ path, name }) => (
            <SectionLink key={path} path={path} name={name} isCurrent={section === path} />
          ))}
        </nav>
        <ThemeButton />
        <Button kind="quiet" aria-label="Keys" title="Keys (?)" onClick={() => setHasKeys(true)}>
          <kbd>?</kbd>
        </Button>
      </header>
      <ConnectionNotice />
      <main id="main" ref={main} tabIndex={-1} className={styles.main}>
        {children}
      </main>
      {hasKeys && <ShortcutsDialog onClose={() => setHasKeys(false)} />}
    </>
  );
}

function SectionLink({
  path,
  name,
  isCurrent,
}: {
  readonly path: string;
  readonly name: string;
  readonly isCurrent: boolean;
}) {
  useShortcut(`g ${name[0]?.toLowerCase()}`, `Go to ${name.toLowerCase()}`, () => goTo(path));
  return (
    <Link to={path} {...(isCurrent && { 'aria-current': 'page' as const })}>
      {name}
    </Link>
  );
}

const SIGNS = { system: '◐', light: '☀', dark: '☾' } as const;

/** Light, dark, or as the system is: one after the other. */
function ThemeButton() {
  const choice = useThemeChoice();
  const next = themeChoices[(themeChoices.indexOf(choice) + 1) % themeChoices.length] ?? 'system';
  return (
    <Button
      kind="quiet"
      className={styles.theme}
      aria-label={`Theme: ${choice}`}
      title={`Theme: ${choice}. Click for ${next}.`}
      onClick={() => chooseTheme(next)}
    >
      <span aria-hidden="true">{SIGNS[choice]}</span>
    </Button>
  );
}

/** Says that the server does not answer, for as long as that is so. */
function ConnectionNotice() {
  const isLost = useConnection() === 'lost';
  return (
    <div role="status" className={styles.connection}>
      {isLost && (
        <Notice kind="warning" title="The server does not answer.">
          What is shown may be old. Runs go on without it. If it was ended, start it again with{' '}
          <code>echotrain open</code>.
        </Notice>
      )}
    </div>
  );
}
