import { serve, type Workload } from '../serve.ts';

/** Our own side. Every workload is made ready from ../workloads.ts and ../data.ts. */
const workloads: Record<string, () => Promise<Workload>> = {};

await serve({ workloads });
