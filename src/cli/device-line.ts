import { clean } from './terminal-text.ts';

/** Which device computes, and why. */
export function deviceLine(reason: string): string {
  return `Device ${clean(reason).replaceAll('; ', '\n  ')}\n`;
}
