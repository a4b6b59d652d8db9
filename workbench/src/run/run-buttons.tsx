import type { Run } from 'echotrain/store';
import { useState } from 'react';
import { Button } from '../controls/button.tsx';
import { Toolbar } from '../controls/toolbar.tsx';
import { goTo } from '../navigation/address.ts';
import { act, actionsOf, type RunAction } from '../runs/run-actions.ts';

/** What one can do with a run's process. A rerun leads to the new run. */
export function RunButtons({
  run,
  onFailure,
}: {
  readonly run: Run;
  /** Told why something could not be done, or that something new is tried. */
  readonly onFailure: (why: string | undefined) => void;
}) {
  const [isBusy, setIsBusy] = useState(false);
  const carryOut = async ({ name }: RunAction) => {
    setIsBusy(true);
    onFailure(undefined);
    try {
      const id = await act(name, run.id);
      if (id !== run.id) goTo(`/runs/${id}`);
    } catch (error) {
      onFailure(error instanceof Error ? error.message : String(error));
    } finally {
      setIsBusy(false);
    }
  };
  return (
    <Toolbar label="What to do with the run">
      {actionsOf(run).map((action) => (
        <Button
          key={action.name}
          kind={action.name === 'resume' ? 'primary' : 'plain'}
          title={action.what}
          disabled={isBusy}
          onClick={() => void carryOut(action)}
        >
          <span aria-hidden="true">{action.sign}</span> {action.label}
        </Button>
      ))}
    </Toolbar>
  );
}
