import { api, said } from '../api/client.ts';
import { useQuery } from '../api/use-query.ts';
import { Notice } from '../controls/notice.tsx';
import { Link } from '../navigation/link.tsx';
import { dataAddress } from './addresses.ts';
import styles from './data-page.module.css';

/** The datasets and folders that can be looked at. */
export default function DataPage() {
  const { value: found, error } = useQuery('datasets', () => said(api.data.datasets.$get()));
  const { value: roots } = useQuery('folders', () => said(api.data.folders.$get()));
  return (
    <div className={styles.page}>
      <section aria-labelledby="datasets">
        <h1 id="datasets">Datasets</h1>
        {error && <Notice kind="error">{error.message}</Notice>}
        {!found && !error && <p role="status">Looking for datasets …</p>}
        {found?.datasets.length === 0 && <NoDatasets />}
        <ul className={styles.cards}>
          {found?.datasets.map((dataset) => (
            <li key={dataset.path}>
              <Link to={dataAddress('dataset', { path: dataset.path })} className={styles.card}>
                <strong>{dataset.name}</strong>
                {'itemCount' in dataset ? (
                  <span>
                    {dataset.itemCount.toLocaleString('en')} items, made {dataset.made}
                  </span>
                ) : (
                  <span className={styles.trouble}>{dataset.trouble}</span>
                )}
                <span className={styles.path} title={dataset.path}>
                  {dataset.path}
                </span>
              </Link>
            </li>
          ))}
        </ul>
      </section>
      <section aria-labelledby="folders">
        <h2 id="folders">Folders</h2>
        <p className={styles.hint}>Single files of any format that can be read: images, k-space, tables.</p>
        <ul className={styles.cards}>
          {roots?.folders.map(({ path, name }) => (
            <li key={path}>
              <Link to={dataAddress('folder', { path })} className={styles.card}>
                <strong>{name}</strong>
                <span className={styles.path} title={path}>
                  {path}
                </span>
              </Link>
            </li>
          ))}
        </ul>
        <p className={styles.hint}>
          Others: <code>echotrain open --folder FOLDER</code>
        </p>
      </section>
    </div>
  );
}

function NoDatasets() {
  return (
    <Notice kind="empty" title="No dataset here yet">
      Make one of your files, which stay as they are: echotrain data import SOURCE --out datasets/NAME
    </Notice>
  );
}
