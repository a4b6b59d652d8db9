/** Text out of a file as it may be shown in a line: control characters become spaces. */
export function printable(text: string): string {
  return text.replaceAll(/\p{Cc}+/gu, ' ').trim();
}
