import type { History } from './history.ts';
import { columns } from './monitor.ts';

/** A history as CSV, one line an epoch under Keras's names: `epoch,learning_rate,seconds,loss,accuracy,val_loss`. */
export function historyToCsv(history: History): string {
  const names = [...new Set(history.flatMap((record) => Object.keys(columns(record))))];
  const header = ['epoch', 'learning_rate', 'seconds', ...names];
  const rows = history.map((record) => {
    const known = columns(record);
    return [record.epoch, record.learningRate, record.seconds, ...names.map((name) => known[name] ?? '')];
  });
  return [header, ...rows].map((row) => `${row.join(',')}\n`).join('');
}

/** Any numbers as JSON: those that JSON has no words for become `"NaN"`, `"Infinity"` and `"-Infinity"`. */
export function toJson(value: unknown): string {
  return JSON.stringify(value, (_key, member: unknown) =>
    typeof member === 'number' && !Number.isFinite(member) ? String(member) : member,
  );
}
