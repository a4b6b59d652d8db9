import { api, said } from '../api/client.ts';
import { useQuery } from '../api/use-query.ts';

/** All runs, the newest first. */
export default function RunsPage() {
  const { value, error } = useQuery('runs', () => said(api.runs.$get({ query: {} })));
  if (error) return <p role="alert">{error.message}</p>;
  return (
    <ul>
      {value?.runs.map(({ id, name, status }) => (
        <li key={id}>
          {id} {name} {status}
        </li>
      ))}
    </ul>
  );
}
