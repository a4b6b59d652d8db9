import { serve, type Workload } from '../serve.ts';

/**
 * Our own side. Each workload is made from its entry in `specifications`, with `initialParameters` and the batches of
 * data.ts; `fft` also offers `probe`, by `gradientProbe`. `peak` measures a 1024³ float32 matrix product, in GFLOP/s.
 */
const workloads: Record<string, () => Promise<Workload>> = {};

await serve({ workloads });
