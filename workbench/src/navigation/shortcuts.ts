import { useEffect, useEffectEvent } from 'react';

/** Something that keys do, anywhere on the page but where one writes. */
export interface Shortcut {
  /** Keys as `KeyboardEvent.key` names them, one after the other: `g r`. */
  readonly keys: string;
  /** What they do, for people. */
  readonly what: string;
  readonly act: () => void;
}

/** How long the second key may take, in milliseconds. */
const PATIENCE_MS = 1500;

const known = new Set<Shortcut>();
let begun = { key: '', at: 0 };

/** All that are there now, in the order in which they came. */
export function shortcuts(): readonly Shortcut[] {
  return [...known];
}

/**
 * Keys that do something while the component is shown.
 *
 * @example useShortcut('/', 'Filter', () => filter.current?.focus());
 */
export function useShortcut(keys: string, what: string, act: () => void): void {
  const actNow = useEffectEvent(act);
  useEffect(() => {
    const shortcut = { keys, what, act: () => actNow() };
    known.add(shortcut);
    return () => void known.delete(shortcut);
  }, [keys, what]);
}

/** Listens for shortcuts from now on. */
export function startShortcuts(): void {
  addEventListener('keydown', (event) => {
    const hasModifier = event.ctrlKey || event.metaKey || event.altKey;
    if (event.defaultPrevented || hasModifier || isWriting(event.target)) return;
    const isSecond = event.timeStamp - begun.at < PATIENCE_MS;
    const keys = isSecond && begun.key ? [`${begun.key} ${event.key}`, event.key] : [event.key];
    const found = keys.map((one) => shortcuts().findLast((shortcut) => shortcut.keys === one)).find(Boolean);
    begun = { key: found ? '' : event.key, at: event.timeStamp };
    if (!found) return;
    event.preventDefault();
    found.act();
  });
}

/** Whether keys mean letters there, or a dialog has them all. */
function isWriting(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false;
  const isText = target.matches('input:not([type=checkbox], [type=range]), textarea, select');
  return isText || target.closest('dialog, [contenteditable]') !== null;
}
