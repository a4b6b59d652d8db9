import { formatNumber } from '../../report/index.ts';
import { exportToMlflow, type MlflowReceipt, type Store } from '../../store/index.ts';
import { readRunSettings } from '../../study/comparing/run-settings.ts';
import { check } from '../../util/errors.ts';
import { createProgress, type Progress } from '../progress.ts';
import { clean } from '../terminal-text.ts';
import type { ExportOptions } from './export.ts';

/** Fewer are sent within a second or two. */
const MANY_POINTS = 20_000;

/** `echotrain runs export --to mlflow` */
export async function exportRunToMlflow(
  store: Store,
  id: number,
  { url = process.env.MLFLOW_TRACKING_URI, experiment }: ExportOptions,
): Promise<void> {
  check(url !== undefined && url !== '', () => ({
    where: '--url',
    expected: 'the address of an MLflow server',
    received: 'none',
    remedy: 'Such as --url http://127.0.0.1:5000, or MLFLOW_TRACKING_URI.',
  }));
  const { settings } = await readRunSettings(store, id);
  const token = process.env.MLFLOW_TRACKING_TOKEN;
  let progress: Progress | undefined;
  const onProgress = (sent: number, all: number) => {
    if (all < MANY_POINTS) return;
    progress ??= createProgress({ label: 'MLflow', total: all, unit: 'points' });
    progress.update({ done: sent });
  };
  try {
    const receipt = await exportToMlflow(store, id, { url, token, experiment, settings, onProgress });
    progress?.finish();
    process.stdout.write(`${receiptText(id, receipt)}\n`);
  } catch (error) {
    progress?.fail('MLflow: not everything was sent.');
    throw error;
  }
}

function receiptText(
  id: number,
  { page, points, settings, sent, missing, elsewhere }: MlflowReceipt,
): string {
  const given = `${formatNumber(points)} points, ${settings} settings and ${sent} files`;
  const lines = [`Run ${id} is in MLflow: ${clean(page)}`, `Sent now: ${given}.`];
  if (missing > 0) lines.push(`${missing} files are no longer where they were.`);
  if (elsewhere !== undefined)
    lines.push(`Files were not sent: this server keeps them at ${clean(elsewhere)}, and passes none on.`);
  return lines.join('\n');
}
