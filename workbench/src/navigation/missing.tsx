import { Link } from './link.tsx';

/** What is shown where there is no page. */
export function Missing() {
  return (
    <p>
      There is no such page. <Link to="/runs">All runs</Link>
    </p>
  );
}
