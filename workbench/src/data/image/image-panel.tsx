import { lazy, Suspense, useMemo, useState } from 'react';
import { useQuery } from '../../api/use-query.ts';
import { Notice } from '../../controls/notice.tsx';
import { Tabs } from '../../controls/tabs.tsx';
import { ImageControls } from '../../images/image-controls.tsx';
import { ImageView } from '../../images/image-view.tsx';
import { useViewStore } from '../../images/view-store.ts';
import { AxisChoices } from './axis-choices.tsx';
import { describe, type ImageDescription } from './describe.ts';
import { HeaderPanel } from './header-panel.tsx';
import styles from './image-panel.module.css';
import type { ImageSource } from './image-source.ts';
import { MemberChoice } from './member-choice.tsx';
import { remoteStack } from './remote-stack.ts';
import { ZeroFilledView } from './zero-filled-view.tsx';

const RemoteVolume = lazy(() => import('./remote-volume.tsx'));

/** An image with all that is known of it: the pictures, as a volume too, of k-space its image, and the header. */
export function ImagePanel({ source: given, name }: { readonly source: ImageSource; readonly name: string }) {
  const [member, setMember] = useState<string>();
  const source = useMemo(() => ({ ...given, ...(member !== undefined && { member }) }), [given, member]);
  const { value: about, error } = useQuery(`image ${JSON.stringify(source)}`, () => describe(source));
  if (error) {
    return (
      <Notice kind="error" title="It cannot be shown.">
        {error.message}
      </Notice>
    );
  }
  if (!about) return <p role="status">Reading …</p>;
  return (
    <div className={styles.panel}>
      <div className={styles.view}>
        {given.item === undefined && <MemberChoice about={about} onChoose={setMember} />}
        <Views key={JSON.stringify([source, about.rows])} {...{ source, about, name }} />
      </div>
      <HeaderPanel header={about.header} />
    </div>
  );
}

interface ViewsProps {
  readonly source: ImageSource;
  readonly about: ImageDescription;
  readonly name: string;
}

/** The ways in which an image can be seen. */
function Views(props: ViewsProps) {
  const { about, source, name } = props;
  const [chosen, setChosen] = useState('pictures');
  const [fixed, setFixed] = useState<readonly number[]>(about.fixed);
  const pictures = <Pictures {...{ ...props, fixed, setFixed }} />;
  const tabs = [
    { key: 'pictures', title: about.isKspace ? 'k-space' : 'Slices', content: pictures },
    ...(about.isVolume
      ? [
          {
            key: 'volume',
            title: 'Volume',
            content: (
              <Suspense fallback={<p role="status">Reading …</p>}>
                <RemoteVolume {...{ source, fixed, name }} />
              </Suspense>
            ),
          },
        ]
      : []),
    ...(about.isComplex
      ? [
          {
            key: 'image',
            title: 'Image (zero-filled)',
            content: <ZeroFilledView {...{ source, about, name }} />,
          },
        ]
      : []),
  ];
  if (tabs.length === 1) return pictures;
  return <Tabs label="Ways to look at it" tabs={tabs} chosen={chosen} onChoose={setChosen} />;
}

function Pictures({
  source,
  about,
  name,
  fixed,
  setFixed,
}: ViewsProps & {
  readonly fixed: readonly number[];
  readonly setFixed: (fixed: readonly number[]) => void;
}) {
  const stack = useMemo(() => remoteStack(source, about, fixed), [source, about, fixed]);
  const store = useViewStore({ index: about.isVolume ? about.count >> 1 : 0 });
  return (
    <div className={styles.pictures}>
      <ImageControls stack={stack} store={store} />
      <AxisChoices {...{ about, fixed, onChange: setFixed }} />
      <div className={styles.image}>
        <ImageView stack={stack} store={store} label={name} />
      </div>
    </div>
  );
}
