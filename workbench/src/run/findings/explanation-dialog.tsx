import { useQuery } from '../../api/use-query.ts';
import { Button } from '../../controls/button.tsx';
import { Dialog } from '../../controls/dialog.tsx';
import { Prose, sectionsOf } from '../../lessons/text/prose.tsx';

/** The manual's page on curves, in the bundle. */
const manual = import.meta.glob<string>('../../../../docs/curves.md', { query: '?raw', import: 'default' });

/** The addresses of its figures, by their names in the text. */
const figures = import.meta.glob<string>('../../../../docs/figures/*.svg', {
  query: '?url',
  import: 'default',
  eager: true,
});

function figureOf(source: string): string | undefined {
  return figures[`../../../../docs/${source}`];
}

/** What the manual says of a finding. */
export function ExplanationDialog({
  kind,
  onClose,
}: {
  readonly kind: string;
  readonly onClose: () => void;
}) {
  const { value, error } = useQuery(kind, () => explanation(kind));
  const title = kind.charAt(0).toUpperCase() + kind.slice(1);
  return (
    <Dialog title={title} onClose={onClose} actions={<Button onClick={onClose}>Close</Button>}>
      {error && <p role="alert">{error.message}</p>}
      {value && <Prose blocks={value} figure={figureOf} page={() => undefined} />}
    </Dialog>
  );
}

async function explanation(kind: string) {
  const [read] = Object.values(manual);
  const sections = sectionsOf((await read?.()) ?? '');
  const section = sections.find(({ title }) => title.toLowerCase() === kind);
  if (!section) throw new Error('The manual says nothing of this.');
  return section.blocks;
}
