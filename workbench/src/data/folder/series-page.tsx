import { useMemo } from 'react';
import { api, said } from '../../api/client.ts';
import { useQuery } from '../../api/use-query.ts';
import type { PageProps } from '../../pages.tsx';
import { dataAddress, nameOf } from '../addresses.ts';
import { ImagePanel } from '../image/image-panel.tsx';
import page from '../page.module.css';
import { Way } from '../way.tsx';

/** A series of DICOM files as one volume. */
export default function SeriesPage({ search }: PageProps) {
  const [path, series] = [search.get('path') ?? '', search.get('series') ?? '0'];
  const { value } = useQuery(`series ${path}`, () => said(api.data.folders.series.$get({ query: { path } })));
  const source = useMemo(() => ({ path, series }), [path, series]);
  const name = value?.volumes[Number(series)]?.name ?? `Series ${Number(series) + 1}`;
  return (
    <div className={page.page}>
      <Way steps={[{ name: nameOf(path), to: dataAddress('folder', { path }) }, { name }]} />
      <ImagePanel source={source} name={name} />
    </div>
  );
}
