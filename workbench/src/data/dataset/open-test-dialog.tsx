import { useState } from 'react';
import { api, said } from '../../api/client.ts';
import { Button } from '../../controls/button.tsx';
import { Dialog } from '../../controls/dialog.tsx';
import { Notice } from '../../controls/notice.tsx';
import { TextField } from '../../controls/text-field.tsx';
import type { Division } from './use-dataset.ts';

/** Asks whether people are really to look at a test part, and what for: both are recorded. */
export function OpenTestDialog({
  path,
  division,
  onOpened,
  onClose,
}: {
  readonly path: string;
  readonly division: Pick<Division, 'key' | 'counts' | 'openings'>;
  readonly onOpened: () => void;
  readonly onClose: () => void;
}) {
  const [purpose, setPurpose] = useState('');
  const [error, setError] = useState<string>();
  const open = async () => {
    try {
      const json = { path, division: division.key, purpose };
      await said(api.data.datasets.openings.$post({ json }));
      onClose();
      onOpened();
    } catch (thrown) {
      setError(thrown instanceof Error ? thrown.message : String(thrown));
    }
  };
  return (
    <Dialog
      title="Open the test part?"
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Keep it sealed</Button>
          <Button kind="danger" disabled={purpose.trim() === ''} onClick={() => void open()}>
            Open and record
          </Button>
        </>
      }
    >
      <p>
        Whoever has seen the test items chooses with them in mind, and the scores of later studies say less.
        Labels and images of {division.counts.test.toLocaleString('en')} items are shown until the workbench
        ends. This is recorded in the dataset (openings.jsonl), and every report counts it; so far{' '}
        {division.openings} times.
      </p>
      <TextField
        label="What for"
        placeholder="Look for burned-in text"
        value={purpose}
        onChange={setPurpose}
        maxLength={500}
      />
      {error && <Notice kind="error">{error}</Notice>}
    </Dialog>
  );
}
