import { z } from 'zod';
import { check, present } from '../../util/errors.ts';
import { MLFLOW_LIMITS } from './mlflow-names.ts';
import type { MlflowServer } from './mlflow-server.ts';

const known = z.object({
  experiment: z.object({ experiment_id: z.string(), lifecycle_stage: z.string().default('active') }),
});
const created = z.object({ experiment_id: z.string() });

/**
 * The id of an experiment, which is made where it is not there.
 *
 * @throws InputError for one that was deleted, whose name MLflow keeps.
 */
export async function findExperiment(server: MlflowServer, name: string): Promise<string> {
  check(name.trim() !== '' && name.length <= MLFLOW_LIMITS.experiment, () => ({
    where: '--experiment',
    expected: `a name of up to ${MLFLOW_LIMITS.experiment} characters`,
    received: name.trim() === '' ? 'none' : `${name.length} characters`,
  }));
  const there = await lookUp(server, name);
  if (there) return there;
  const made = await server
    .find(created, 'POST', 'experiments/create', { name })
    .catch(async (error: unknown) => {
      const other = await lookUp(server, name);
      if (other === undefined) throw error;
      return { experiment_id: other };
    });
  return present(made, 'experiment').experiment_id;
}

async function lookUp(server: MlflowServer, name: string): Promise<string | undefined> {
  const content = { experiment_name: name };
  const found = await server.find(known, 'GET', 'experiments/get-by-name', content);
  check(found?.experiment.lifecycle_stage !== 'deleted', () => ({
    where: server.url,
    expected: `an experiment ${JSON.stringify(name)}`,
    received: 'one that was deleted',
    remedy: 'Restore it in MLflow, or give another name with --experiment.',
  }));
  return found?.experiment.experiment_id;
}
