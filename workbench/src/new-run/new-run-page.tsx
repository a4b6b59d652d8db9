import { useQuery } from '../api/use-query.ts';
import { Notice } from '../controls/notice.tsx';
import type { PageProps } from '../pages.tsx';
import { withSettings } from './edit-study.ts';
import { NewRunForm } from './new-run-form.tsx';
import { startingPoint } from './starting-point.ts';

/** Writes a study, by a form or in YAML, and starts it. */
export default function NewRunPage({ search }: PageProps) {
  const [run, file] = [search.get('from'), search.get('file')];
  const settings = search.getAll('set');
  const key = `begin with ${run} ${file} ${settings.join(' ')}`;
  const { value, error, isLoading } = useQuery(key, async () => {
    const start = await startingPoint(run, file);
    return { ...start, key, text: withSettings(start.text, settings) };
  });
  if (error) {
    return (
      <>
        <h1>New run</h1>
        <Notice kind="error" title="The study cannot be read.">
          {error.message}
        </Notice>
      </>
    );
  }
  if (!value || isLoading) return <p role="status">Loading the study …</p>;
  return <NewRunForm key={value.key} start={value} run={run} />;
}
