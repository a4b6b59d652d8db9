import { useMemo } from 'react';
import type { PageProps } from '../../pages.tsx';
import { dataAddress, nameOf } from '../addresses.ts';
import { ImagePanel } from '../image/image-panel.tsx';
import page from '../page.module.css';
import { TablePanel } from '../table/table-panel.tsx';
import { Way } from '../way.tsx';

/** A single file: an image, k-space, or a table. */
export default function FilePage({ search }: PageProps) {
  const path = search.get('path') ?? '';
  const source = useMemo(() => ({ path }), [path]);
  const name = nameOf(path);
  const folder = path.slice(0, -name.length - 1);
  return (
    <div className={page.page}>
      <Way steps={[{ name: nameOf(folder), to: dataAddress('folder', { path: folder }) }, { name }]} />
      {/\.(csv|tsv|data)$/i.test(name) ? (
        <TablePanel path={path} />
      ) : (
        <ImagePanel key={path} source={source} name={name} />
      )}
    </div>
  );
}
