import { Dialog } from '../controls/dialog.tsx';
import { shortcuts } from './shortcuts.ts';
import styles from './shortcuts-dialog.module.css';

/** All keys that do something on this page. */
export function ShortcutsDialog({ onClose }: { readonly onClose: () => void }) {
  return (
    <Dialog title="Keys" onClose={onClose}>
      <dl className={styles.list}>
        {shortcuts().map(({ keys, what }) => (
          <div key={keys}>
            <dt>
              {keys.split(' ').map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <p>
        In tables: arrows move from row to row, <kbd>Space</kbd> selects, with <kbd>Shift</kbd> as far as the
        last one, <kbd>Enter</kbd> opens.
      </p>
    </Dialog>
  );
}
