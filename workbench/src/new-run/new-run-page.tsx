import { useQuery } from '../api/use-query.ts';
import { Notice } from '../controls/notice.tsx';
import type { PageProps } from '../pages.tsx';
import { NewRunForm } from './new-run-form.tsx';
import { startingPoint } from './starting-point.ts';

/** Writes a study, by a form or in YAML, and starts it. */
export default function NewRunPage({ search }: PageProps) {
  const [run, file] = [search.get('from'), search.get('file')];
  const key = `begin with ${run} ${file}`;
  const { value, error, isLoading } = useQuery(key, async () => ({
    key,
    ...(await startingPoint(run, file)),
  }));
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
