import { Suspense, useEffect, useRef } from 'react';
import styles from './application.module.css';
import { useAddress } from './navigation/address.ts';
import { Link } from './navigation/link.tsx';
import { pageOf, sections } from './pages.tsx';

/** The frame around every page: where one is, and where else one can go. */
export function Application() {
  const address = useAddress();
  const { title, section, content } = pageOf(address);
  const main = useRef<HTMLElement>(null);
  useEffect(() => {
    document.title = `${title} · echotrain`;
  }, [title]);
  return (
    <>
      <button type="button" className={styles.skip} onClick={() => main.current?.focus()}>
        Skip to the page
      </button>
      <header className={styles.header}>
        <span className={styles.name}>echotrain</span>
        <nav aria-label="Sections">
          {sections.map(({ path, name }) => (
            <Link key={path} to={path} {...(section === path && { 'aria-current': 'page' as const })}>
              {name}
            </Link>
          ))}
        </nav>
      </header>
      <main id="main" ref={main} tabIndex={-1} className={styles.main}>
        <Suspense fallback={<p role="status">Loading …</p>}>{content}</Suspense>
      </main>
    </>
  );
}
