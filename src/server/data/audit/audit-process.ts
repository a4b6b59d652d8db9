/** The process in which the audit of one dataset runs: the server goes on serving. */
import { audit } from '../../../audit/audit.ts';
import type { AuditDivision } from '../../../audit/audit-input.ts';
import { AuditedDataset } from '../../../audit/reading/gather.ts';
import { closing } from '../../../util/closing.ts';
import { messageOf } from '../../../util/errors.ts';
import { type AuditOrder, type AuditReply, auditOrder, auditResult } from './audit-messages.ts';

process.on('disconnect', () => process.exit());
process.once('message', (message) => {
  void perform(auditOrder.parse(message));
});

async function perform(order: AuditOrder): Promise<void> {
  try {
    const { folder } = order;
    const onProgress = (done: number, total: number) => tell({ kind: 'progress', done, total });
    const result = await closing(new AuditedDataset({ folder, onProgress }), (dataset) =>
      audited(dataset, order),
    );
    tell({ kind: 'done', result: auditResult.parse(result) });
  } catch (error) {
    tell({ kind: 'failed', message: messageOf(error) });
  }
}

async function audited(dataset: AuditedDataset, { name, divisions, openings }: AuditOrder) {
  const places = new Map(dataset.items.map(({ id }, at) => [id, at]));
  const positions = (ids: readonly string[]) => ids.flatMap((id) => places.get(id) ?? []);
  const placed = divisions.map(
    ({ train, validation, test }): AuditDivision => ({
      train: positions(train),
      validation: positions(validation),
      test: positions(test),
    }),
  );
  return audit({ ...(await dataset.gather(name, placed)), seal: { openings } });
}

function tell(reply: AuditReply): void {
  process.send?.(reply);
}
