import { useState } from 'react';
import { api, said } from '../../api/client.ts';
import { useQuery } from '../../api/use-query.ts';
import { Button } from '../../controls/button.tsx';
import { Dialog } from '../../controls/dialog.tsx';
import { Notice } from '../../controls/notice.tsx';
import { Link } from '../../navigation/link.tsx';
import { dataAddress } from '../addresses.ts';
import styles from './folder.module.css';

/** Offers to sort the DICOM files of a folder into series, each of which opens as a volume. */
export function SeriesList({ path }: { readonly path: string }) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setIsOpen(true)} title="Slices of one series open as a volume">
        DICOM series …
      </Button>
      {isOpen && (
        <Dialog title="DICOM series in this folder" onClose={() => setIsOpen(false)}>
          <Series path={path} />
        </Dialog>
      )}
    </>
  );
}

function Series({ path }: { readonly path: string }) {
  const { value, error } = useQuery(`series ${path}`, () =>
    said(api.data.folders.series.$get({ query: { path } })),
  );
  if (error) return <Notice kind="error">{error.message}</Notice>;
  if (!value) return <p role="status">Reading the headers …</p>;
  return (
    <>
      {value.volumes.length === 0 && <p>No file here is a DICOM image.</p>}
      <ul className={styles.series}>
        {value.volumes.map(({ number, name, patient, modality, slices }) => (
          <li key={number}>
            <Link to={dataAddress('series', { path, series: String(number) })}>{name}</Link>
            <span className={styles.about}>
              {[modality, patient, slices === 1 ? 'one file' : `${slices} slices`].filter(Boolean).join(', ')}
            </span>
          </li>
        ))}
      </ul>
      {value.others > 0 && <p className={styles.about}>{value.others} other files</p>}
      {value.hasMore && <Notice kind="warning">There are more files than were looked at.</Notice>}
    </>
  );
}
