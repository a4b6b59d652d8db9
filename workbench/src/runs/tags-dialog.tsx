import type { Run } from 'echotrain/store';
import { useState } from 'react';
import { Button } from '../controls/button.tsx';
import { Checkbox } from '../controls/checkbox.tsx';
import { Dialog } from '../controls/dialog.tsx';
import { TextField } from '../controls/text-field.tsx';
import { counted } from './run-filter.ts';
import styles from './runs-page.module.css';
import { runCount } from './words.ts';

/** What is to become of the tags of some runs. */
export interface TagChange {
  readonly tag: readonly string[];
  readonly untag: readonly string[];
}

/** Gives tags to runs, and takes them away. */
export function TagsDialog({
  runs,
  onClose,
  onChange,
}: {
  readonly runs: readonly Run[];
  readonly onClose: () => void;
  readonly onChange: (change: TagChange) => void;
}) {
  const [text, setText] = useState('');
  const [untag, setUntag] = useState<readonly string[]>([]);
  const words = text.split(/[\s,]+/).filter(Boolean);
  const tooLong = words.find((word) => word.length > 64);
  const save = () => onChange({ tag: words, untag });
  return (
    <Dialog
      title={`Tags of ${runs.length === 1 ? `run ${runs[0]?.id}` : runCount(runs.length)}`}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" onClick={save} disabled={tooLong !== undefined}>
            Save
          </Button>
        </>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!tooLong) save();
        }}
      >
        <TextField
          label="Add tags"
          hint="Words, with blanks between them."
          error={tooLong && 'A tag has 64 letters at most.'}
          value={text}
          onChange={setText}
          autoFocus
        />
      </form>
      {counted(runs.flatMap(({ tags }) => tags)).map(([tag, count]) => (
        <div key={tag} className={styles.tagChoice}>
          <Checkbox
            label={count === runs.length ? tag : `${tag} (${count} of ${runs.length})`}
            isChecked={!untag.includes(tag)}
            onChange={(isKept) => setUntag(isKept ? untag.filter((one) => one !== tag) : [...untag, tag])}
          />
        </div>
      ))}
    </Dialog>
  );
}
