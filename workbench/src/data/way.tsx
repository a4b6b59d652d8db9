import { Link } from '../navigation/link.tsx';
import styles from './way.module.css';

/** A step of the way to a page; the last one is where one is. */
export interface Step {
  readonly name: string;
  readonly to?: string;
}

/** The way from all data to a page, with links back. */
export function Way({ steps }: { readonly steps: readonly Step[] }) {
  return (
    <nav aria-label="Where this is" className={styles.way}>
      <ol>
        <li>
          <Link to="/data">Data</Link>
        </li>
        {steps.map(({ name, to }, i) => (
          <li key={to ?? name} {...(i === steps.length - 1 && { 'aria-current': 'page' as const })}>
            {to ? <Link to={to}>{name}</Link> : <h1>{name}</h1>}
          </li>
        ))}
      </ol>
    </nav>
  );
}
