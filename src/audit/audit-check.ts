import type { AuditInput } from './audit-input.ts';
import type { Finding } from './finding.ts';

/** One kind of thing that the audit looks for. */
export interface AuditCheck {
  /** The word by which findings name it. */
  readonly name: string;
  /** What it looks at, for the list of what was examined. */
  readonly title: string;
  readonly run: (input: AuditInput) => readonly Finding[];
}
