#!/usr/bin/env node
import { enableCompileCache } from 'node:module';

// Compiling our modules anew at each start takes a quarter of a second; Node keeps them in its own temporary folder.
enableCompileCache();
const { createProgram } = await import('./program.ts');
const { runProgram } = await import('./run-program.ts');

process.exitCode = await runProgram(createProgram(), process.argv);
