import { Button } from '../controls/button.tsx';
import { Dialog } from '../controls/dialog.tsx';
import { bytesText, runCount } from './words.ts';

/** Asks before runs are removed for good. */
export function EmptyTrashDialog({
  runs,
  bytes,
  onClose,
  onEmpty,
}: {
  readonly runs: number;
  readonly bytes: number;
  readonly onClose: () => void;
  readonly onEmpty: () => void;
}) {
  return (
    <Dialog
      title="Empty the trash?"
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="danger" onClick={onEmpty}>
            Remove for good
          </Button>
        </>
      }
    >
      {runCount(runs)} with all they have measured, their checkpoints and files: {bytesText(bytes)}. They
      cannot be taken back.
    </Dialog>
  );
}
