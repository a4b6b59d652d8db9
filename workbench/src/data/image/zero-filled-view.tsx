import { useMemo, useState } from 'react';
import { api } from '../../api/client.ts';
import { useQuery } from '../../api/use-query.ts';
import { Notice } from '../../controls/notice.tsx';
import { Slider } from '../../controls/slider.tsx';
import { ImageControls } from '../../images/image-controls.tsx';
import { stackOf } from '../../images/image-stack.ts';
import { ImageView } from '../../images/image-view.tsx';
import { useViewStore } from '../../images/view-store.ts';
import { askNumbers } from './ask-numbers.ts';
import type { ImageDescription } from './describe.ts';
import styles from './image-panel.module.css';
import type { ImageSource } from './image-source.ts';

/** The image of k-space, slice by slice: what was not measured taken as 0, the coils' root of the sum of squares. */
export function ZeroFilledView({
  source,
  about,
  name,
}: {
  readonly source: ImageSource;
  readonly about: ImageDescription;
  readonly name: string;
}) {
  const [slice, setSlice] = useState(0);
  const store = useViewStore();
  const { value, error } = useQuery(`zero-filled ${JSON.stringify([source, slice])}`, async () => {
    const query = { ...source, slice: String(slice), at: firstOf(about) };
    const { values, shape, headers } = await askNumbers(api.data.images['zero-filled'].$get({ query }));
    return { values, shape, ...told(headers) };
  });
  const stack = useMemo(() => {
    if (!value) return undefined;
    const [rows = 1, columns = 1] = value.shape;
    return stackOf(value.values, { rows, columns, ...(value.spacing && { spacing: value.spacing }) });
  }, [value]);
  return (
    <div className={styles.pictures}>
      {stack && <ImageControls stack={stack} store={store} />}
      {value && value.slices > 1 && (
        <Slider
          label="Slice"
          value={slice}
          min={0}
          max={value.slices - 1}
          format={(at) => `${at + 1} / ${value.slices}`}
          onChange={setSlice}
        />
      )}
      {value?.notes.map((note) => (
        <Notice key={note}>{note}</Notice>
      ))}
      <div className={styles.image}>
        <ImageView stack={stack} store={store} label={`${name}, zero-filled`} error={error} />
      </div>
    </div>
  );
}

/** What the server says beside the numbers. */
function told(headers: Headers) {
  const [row, column] = (headers.get('X-Spacing') ?? '').split(',').map(Number);
  const notes = decodeURIComponent(headers.get('X-Notes') ?? '');
  return {
    slices: Number(headers.get('X-Slices') ?? 1),
    notes: notes === '' ? [] : notes.split('\n'),
    spacing: row && column ? ([row, column] as const) : undefined,
  };
}

/** Axes that a reconstruction of slices cannot use are taken at their first entry. */
function firstOf({ others }: ImageDescription): string {
  const used = ['coil', 'slice', 'readout', 'phaseEncode', 'partition', 'row', 'column', 'other'];
  return others
    .filter(({ name }) => !used.includes(name))
    .map(({ name }) => `${name}=1`)
    .join(',');
}
