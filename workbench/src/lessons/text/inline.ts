/** A piece of a line of text. */
export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'strong' | 'emphasis'; readonly content: readonly Inline[] }
  | { readonly kind: 'link'; readonly content: readonly Inline[]; readonly target: string }
  | { readonly kind: 'note'; readonly name: string };

/** Code, an escaped sign, a footnote's mark, a link, strong, emphasis: the first alternative that fits, from the left. */
const PIECE =
  /`([^`]+)`|\\([\\*_`[\]])|\[\^([^\]]+)\]|\[([^\]]*)\]\(([^)\s]+)\)|\*\*((?:[^*\\]|\\.|\*(?!\*))+)\*\*|\*((?:[^*\\]|\\.)+)\*/g;

/** The pieces of a text in Markdown. */
export function inlinesOf(text: string): Inline[] {
  const pieces: Inline[] = [];
  let end = 0;
  for (const match of text.matchAll(PIECE)) {
    if (match.index > end) pieces.push({ kind: 'text', text: text.slice(end, match.index) });
    pieces.push(pieceOf(match));
    end = match.index + match[0].length;
  }
  if (end < text.length) pieces.push({ kind: 'text', text: text.slice(end) });
  return pieces;
}

function pieceOf(match: RegExpExecArray): Inline {
  const [, code, escaped, note, label, target, strong, emphasis] = match;
  if (code !== undefined) return { kind: 'code', text: code };
  if (note !== undefined) return { kind: 'note', name: note };
  if (label !== undefined && target !== undefined) return { kind: 'link', content: inlinesOf(label), target };
  if (strong !== undefined) return { kind: 'strong', content: inlinesOf(strong) };
  if (emphasis !== undefined) return { kind: 'emphasis', content: inlinesOf(emphasis) };
  return { kind: 'text', text: escaped ?? '' };
}
