import { LinkButton } from '../controls/link-button.tsx';
import { Notice } from '../controls/notice.tsx';

/** What is shown in place of runs where there are none, and what to do next. */
export function NoRuns({ isTrash }: { readonly isTrash: boolean }) {
  if (isTrash) return <Notice kind="empty" title="The trash is empty." />;
  return (
    <Notice
      kind="empty"
      title="Nothing has been run yet."
      actions={
        <>
          <LinkButton kind="primary" to="/new">
            Start a run
          </LinkButton>
          <LinkButton to="/lessons">Begin with a lesson</LinkButton>
        </>
      }
    >
      Every study that is run here, or with <code>echotrain run study.yaml</code>, is recorded and listed: its
      curves, its scores, and what repeats it.
    </Notice>
  );
}
