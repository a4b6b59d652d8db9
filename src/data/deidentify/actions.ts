import { tagName } from '../../formats/dicom/dictionary.ts';

/** What was done to elements, for the log: no value of any of them. */
export type Action = 'removed' | 'emptied' | 'replaced' | 'shifted' | 'cleaned';

/** How often each thing was done to each tag; also in items. */
export class ActionCounts {
  readonly #counts = new Map<Action, Map<number, number>>();

  count(action: Action, tag: number): void {
    const ofAction = this.#counts.get(action) ?? new Map<number, number>();
    this.#counts.set(action, ofAction);
    ofAction.set(tag, (ofAction.get(tag) ?? 0) + 1);
  }

  /** As an object: `{"removed": {"(0010,1040) PatientAddress": 1}}`, in the order of the tags. */
  toJSON(): Record<string, Record<string, number>> {
    const entries = [...this.#counts].map(([action, tags]) => {
      const sorted = [...tags].sort(([a], [b]) => a - b);
      return [action, Object.fromEntries(sorted.map(([tag, count]) => [tagName(tag), count]))] as const;
    });
    return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
  }
}
