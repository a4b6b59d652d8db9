import type { RandomStream } from '../../util/random.ts';

/** Up to this mean by multiplying, above by rejection. */
const FEW = 30;

/** A number from the Poisson distribution of a mean, 0 or more. */
export function poisson(mean: number, stream: RandomStream): number {
  return mean < FEW ? poissonOfFew(mean, stream) : poissonOfMany(mean, stream);
}

/** How many uniform numbers are multiplied until they are below e^(−mean) (Knuth 1969, "Seminumerical algorithms"). */
function poissonOfFew(mean: number, stream: RandomStream): number {
  const limit = Math.exp(-mean);
  let count = 0;
  for (let left = stream.uniform(); left > limit; left *= stream.uniform()) count++;
  return count;
}

/** Transformed rejection (Hörmann 1993, "The transformed rejection method for generating Poisson random variables"). */
function poissonOfMany(mean: number, stream: RandomStream): number {
  const b = 0.931 + 2.53 * Math.sqrt(mean);
  const a = -0.059 + 0.02483 * b;
  const inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
  const quick = 0.9277 - 3.6224 / (b - 2);
  for (;;) {
    const [u, v] = [stream.uniform() - 0.5, 1 - stream.uniform()];
    const us = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / us + b) * u + mean + 0.43);
    if (us >= 0.07 && v <= quick) return k;
    if (k < 0 || (us < 0.013 && v > us)) continue;
    const likelihood = k * Math.log(mean) - mean - logFactorial(k);
    if (Math.log((v * inverseAlpha) / (a / (us * us) + b)) <= likelihood) return k;
  }
}

/** log k! by Stirling's series, or as a sum. */
function logFactorial(k: number): number {
  if (k < 10) {
    let product = 1;
    for (let i = 2; i <= k; i++) product *= i;
    return Math.log(product);
  }
  const n = k + 1;
  return (n - 0.5) * Math.log(n) - n + 0.5 * Math.log(2 * Math.PI) + 1 / (12 * n) - 1 / (360 * n ** 3);
}
