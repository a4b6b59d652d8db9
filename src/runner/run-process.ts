/** The process that carries out a run: one that crashes, hangs or fills the memory takes nothing with it. */
import { enableCompileCache } from 'node:module';

// Compiling our modules anew at each start takes a quarter of a second; Node keeps them in its own temporary folder.
enableCompileCache();
await import('./serve-run.ts');
