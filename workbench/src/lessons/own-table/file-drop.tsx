import { type ChangeEvent, type DragEvent, useId, useState } from 'react';
import { Button } from '../../controls/button.tsx';
import styles from './own-table.module.css';

/** A place to drop a file on, or to choose one. */
export function FileDrop({ name, onFile, onExample }: FileDropProps) {
  const id = useId();
  const [isOver, setIsOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(false);
    const [file] = event.dataTransfer.files;
    if (file) onFile(file);
  };
  const over = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(true);
  };
  const choose = ({ target }: ChangeEvent<HTMLInputElement>) => {
    const [file] = target.files ?? [];
    if (file) onFile(file);
    target.value = '';
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is for the mouse; the field within is for all.
    <div
      className={isOver ? styles.over : styles.drop}
      onDrop={drop}
      onDragOver={over}
      onDragLeave={() => setIsOver(false)}
    >
      <span>Drop a CSV file here, or</span>
      <input
        id={id}
        className={styles.input}
        type="file"
        accept=".csv,.tsv,.txt,text/csv"
        aria-label="Choose a CSV file"
        onChange={choose}
      />
      <label htmlFor={id} className={styles.choose} aria-hidden="true">
        choose one …
      </label>
      <Button onClick={onExample}>Iris as an example</Button>
      <span className={styles.hint}>
        {name ?? 'It is read here in the browser; nothing of it leaves this machine.'}
      </span>
    </div>
  );
}

interface FileDropProps {
  /** The file that is there. */
  readonly name: string | undefined;
  readonly onFile: (file: File) => void;
  readonly onExample: () => void;
}
