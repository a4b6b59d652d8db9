import type { Audit } from '../audit.ts';
import type { Finding, Grade } from '../finding.ts';
import { count } from '../words.ts';

/** How a grade is painted; it gives the text back where there are no colors. */
export type Painter = (text: string, grade: Grade) => string;

const GRADE_WIDTH = 'warning'.length;
const NARROWEST = 40;

/** The audit for a terminal: a line for each finding, its items and its remedy under it. */
export function auditText(audit: Audit, width: number, paint: Painter = (text) => text): string {
  const { examined, counts, findings, name } = audit;
  const slices =
    examined.slices === examined.allSlices
      ? count(examined.slices, 'slice')
      : `${examined.slices} of ${count(examined.allSlices, 'slice')}`;
  const head = `Audit of ${name}: ${count(examined.items, 'item')}, ${count(examined.subjects, 'subject')}, ${slices}`;
  const body = findings.map((finding) => findingText(finding, width, paint));
  const tail = `${count(counts.error, 'error')}, ${count(counts.warning, 'warning')}, ${count(counts.note, 'note')}`;
  return `${[head, ...body, tail].join('\n\n')}\n`;
}

function findingText({ grade, title, evidence, remedy }: Finding, width: number, paint: Painter): string {
  const room = Math.max(NARROWEST, width) - GRADE_WIDTH - 4;
  const items = evidence.items.slice(0, 4);
  const more = evidence.items.length > items.length ? ', ...' : '';
  const lines = [
    ...wrapped(title, room),
    ...(items.length > 0 ? wrapped(`Such as ${items.join(', ')}${more}`, room) : []),
    ...wrapped(`→ ${remedy}`, room),
  ];
  const label = paint(grade.padEnd(GRADE_WIDTH), grade);
  const indent = ' '.repeat(GRADE_WIDTH + 4);
  return lines.map((line, at) => (at === 0 ? `  ${label}  ${line}` : `${indent}${line}`)).join('\n');
}

/** The text in lines of at most `room` characters, broken at spaces; longer words stay whole. */
function wrapped(text: string, room: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > room) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
