import type { Values } from '../graph/leaf.ts';
import type { DType, Shape } from '../graph/tensor.ts';

/** Where a graph runs. `cpu` is native in Node; `wasm` is the browser's; `webgpu` and `cuda` where present. */
export type DeviceName = 'cpu' | 'wasm' | 'webgpu' | 'cuda';

/** Arrays by the names of the model's inputs or outputs. */
export type Arrays = Readonly<Record<string, Values>>;

/** How a session is made. */
export interface SessionOptions {
  /** Threads within an operator; by default all that the machine offers. */
  readonly threads?: number;
  /** Where ONNX Runtime writes its trace, as a file-name prefix; no trace by default. */
  readonly profile?: string;
}

/** A model, loaded and ready to run. */
export interface Session {
  /** Names and types of the inputs. */
  readonly inputs: readonly ValueType[];
  /** Names and types of the outputs. */
  readonly outputs: readonly ValueType[];
  /** Runs once and returns new arrays. */
  run(inputs: Arrays): Promise<Record<string, Values>>;
  /**
   * Fixes the arrays that are read and written, and returns a function that runs the model on what they then
   * hold. Nothing is allocated per run: fill the inputs, await the run, read the outputs. An output that is not
   * named is not computed into memory that the caller sees.
   */
  bind(inputs: Arrays, outputs: Arrays): () => Promise<void>;
  /** Ends profiling, where it was asked for, and frees the model. */
  release(): Promise<void>;
}

/** One input or output of a model. */
export interface ValueType {
  readonly name: string;
  readonly dtype: DType;
  readonly shape: Shape;
}

/** A place to run models. */
export interface Device {
  readonly name: DeviceName;
  /** Loads a model from its bytes. */
  load(model: Uint8Array, options?: SessionOptions): Promise<Session>;
}
