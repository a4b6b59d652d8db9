import { api } from '../../api/client.ts';
import { useQuery } from '../../api/use-query.ts';
import { Notice } from '../../controls/notice.tsx';
import VolumeView from '../../images/volume-view.tsx';
import { askBytes } from './ask-numbers.ts';
import type { ImageSource } from './image-source.ts';

/** A volume from all sides, and as a body. */
export default function RemoteVolume({
  source,
  fixed,
  name,
}: {
  readonly source: ImageSource;
  readonly fixed: readonly number[];
  readonly name: string;
}) {
  const { value, error } = useQuery(`volume ${JSON.stringify([source, fixed])}`, () =>
    askBytes(api.data.images.volume.$get({ query: { ...source, fixed: fixed.join(',') } })),
  );
  if (error) {
    return (
      <Notice kind="error" title="It cannot be shown as a volume.">
        {error.message}
      </Notice>
    );
  }
  if (!value) return <p role="status">Reading all slices …</p>;
  return <VolumeView nifti={value} label={name} />;
}
