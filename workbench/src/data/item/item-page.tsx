import { useMemo, useState } from 'react';
import { api, said } from '../../api/client.ts';
import { useQuery } from '../../api/use-query.ts';
import { Button } from '../../controls/button.tsx';
import { LinkButton } from '../../controls/link-button.tsx';
import { Notice } from '../../controls/notice.tsx';
import { goTo } from '../../navigation/address.ts';
import { useShortcut } from '../../navigation/shortcuts.ts';
import type { PageProps } from '../../pages.tsx';
import { dataAddress, nameOf } from '../addresses.ts';
import { OpenTestDialog } from '../dataset/open-test-dialog.tsx';
import { PartBadge } from '../dataset/part-badge.tsx';
import { useDataset } from '../dataset/use-dataset.ts';
import { ImagePanel } from '../image/image-panel.tsx';
import page from '../page.module.css';
import { Way } from '../way.tsx';

/** An item of a dataset: its image, its header, and its neighbors. */
export default function ItemPage({ search }: PageProps) {
  const [path, id] = [search.get('path') ?? '', search.get('item') ?? ''];
  const { value, error, refresh } = useQuery(`item ${path} ${id}`, () =>
    said(api.data.datasets.item.$get({ query: { path, item: id } })),
  );
  const source = useMemo(() => ({ path, item: id }), [path, id]);
  useNeighborKeys(path, value?.previous, value?.next);
  if (error) return <Notice kind="error">{error.message}</Notice>;
  if (!value) return <p role="status">Reading …</p>;
  const { item, isSealed, divisions, previous, next, position, count } = value;
  return (
    <div className={page.page}>
      <div className={page.bar}>
        <Way steps={[{ name: nameOf(path), to: dataAddress('dataset', { path }) }, { name: id }]} />
        {divisions[0] && <PartBadge part={divisions[0].part} />}
        {item.label !== undefined && <span>Label {item.label}</span>}
        <span className={page.count}>
          {position.toLocaleString('en')} of {count.toLocaleString('en')}
        </span>
        <Neighbor path={path} item={previous} title="Previous (P)" text="‹" />
        <Neighbor path={path} item={next} title="Next (N)" text="›" />
      </div>
      {isSealed ? (
        <Sealed path={path} tests={divisions} onOpened={refresh} />
      ) : (
        <ImagePanel key={id} source={source} name={id} />
      )}
    </div>
  );
}

function Neighbor({
  path,
  item,
  title,
  text,
}: {
  readonly path: string;
  readonly item: string | undefined;
  readonly title: string;
  readonly text: string;
}) {
  if (item === undefined) {
    return (
      <Button disabled aria-label={title}>
        {text}
      </Button>
    );
  }
  return (
    <LinkButton to={dataAddress('item', { path, item })} aria-label={title} title={title}>
      {text}
    </LinkButton>
  );
}

/** Keys that go to the neighbors. */
function useNeighborKeys(path: string, previous: string | undefined, next: string | undefined): void {
  const go = (item: string | undefined) => item !== undefined && goTo(dataAddress('item', { path, item }));
  useShortcut('n', 'Next item', () => go(next));
  useShortcut('p', 'Previous item', () => go(previous));
}

/** What is shown of an item of a sealed test part. */
function Sealed({
  path,
  tests,
  onOpened,
}: {
  readonly path: string;
  readonly tests: readonly { readonly key: string; readonly part: string }[];
  readonly onOpened: () => void;
}) {
  const [isAsking, setIsAsking] = useState(false);
  const { value: about, refresh } = useDataset(path, '');
  const division = about?.divisions.find(
    ({ key, isOpen, isHeldOut }) =>
      isHeldOut && !isOpen && tests.some((one) => one.key === key && one.part === 'test'),
  );
  const opened = () => {
    refresh();
    onOpened();
  };
  return (
    <>
      <Notice
        kind="empty"
        title="In a sealed test part"
        actions={division && <Button onClick={() => setIsAsking(true)}>Open the test part …</Button>}
      >
        Its image and label are not shown, lest choices be made with it in mind. Opening the part is recorded.
      </Notice>
      {isAsking && division && (
        <OpenTestDialog {...{ path, division }} onOpened={opened} onClose={() => setIsAsking(false)} />
      )}
    </>
  );
}
