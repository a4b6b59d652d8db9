import type { Run } from 'echotrain/store';
import { useState } from 'react';
import { api, said } from '../api/client.ts';
import { useQuery } from '../api/use-query.ts';
import { Button } from '../controls/button.tsx';
import { Toolbar } from '../controls/toolbar.tsx';
import { EmptyTrashDialog } from './empty-trash-dialog.tsx';
import styles from './runs-page.module.css';
import type { useRunCommands } from './use-run-commands.ts';
import { bytesText, runCount } from './words.ts';

/** What can be done with runs in the trash. */
export function TrashBar({
  runs,
  selected,
  commands,
}: {
  readonly runs: readonly Run[];
  readonly selected: readonly Run[];
  readonly commands: ReturnType<typeof useRunCommands>;
}) {
  const [isAsking, setIsAsking] = useState(false);
  const bytes = useQuery(`trash ${runs.length}`, () => said(api.trash.$get())).value?.bytes ?? 0;
  const restore = () => void commands.restore(selected.map(({ id }) => id));
  if (runs.length === 0) return null;
  return (
    <Toolbar label="With the trash">
      <span className={styles.selection}>
        {runCount(runs.length)}, {bytesText(bytes)}
      </span>
      <Button disabled={selected.length === 0} onClick={restore}>
        Restore {selected.length > 0 ? runCount(selected.length) : 'selected'}
      </Button>
      <Button onClick={() => setIsAsking(true)}>Empty trash</Button>
      {isAsking && (
        <EmptyTrashDialog
          {...{ runs: runs.length, bytes }}
          onClose={() => setIsAsking(false)}
          onEmpty={() => {
            setIsAsking(false);
            void commands.emptyTrash();
          }}
        />
      )}
    </Toolbar>
  );
}
