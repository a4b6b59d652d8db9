import type { Run } from 'echotrain/store';

export function ExamplesTab({ run, training }: { readonly run: Run; readonly training: string }) {
  return (
    <p>
      {run.id}
      {training}
    </p>
  );
}
