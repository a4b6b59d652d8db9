import type { Run } from 'echotrain/store';
import { useState } from 'react';
import { Button } from '../controls/button.tsx';
import { Dialog } from '../controls/dialog.tsx';
import { TextArea } from '../controls/text-area.tsx';

/** What people have to say of a run. */
export function NoteDialog({
  run,
  onClose,
  onChange,
}: {
  readonly run: Run;
  readonly onClose: () => void;
  readonly onChange: (note: string) => void;
}) {
  const [note, setNote] = useState(run.note);
  return (
    <Dialog
      title={`Note on run ${run.id}`}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" onClick={() => onChange(note)}>
            Save
          </Button>
        </>
      }
    >
      <TextArea label="Note" rows={6} maxLength={100_000} value={note} onChange={setNote} autoFocus />
    </Dialog>
  );
}
