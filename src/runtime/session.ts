import type { Values } from '../graph/leaf.ts';
import type { DType, Shape } from '../graph/tensor.ts';

/** Where a graph runs in Node: natively on the processor, or where present on an NVIDIA or any graphics card. */
export type NodeDeviceName = 'cpu' | 'cuda' | 'webgpu';

/** Where a graph runs in a browser. */
export type WebDeviceName = 'wasm' | 'webgpu';

/** Where a graph runs. */
export type DeviceName = NodeDeviceName | WebDeviceName;

/** Arrays by the names of the model's inputs or outputs. */
export type Arrays = Readonly<Record<string, Values>>;

/** How a session is made. */
export interface SessionOptions {
  /** Threads within an operator; by default all that the machine offers. A web page has one number for all. */
  readonly threads?: number;
  /**
   * Whether it runs now and then, beside a session that is at work all the time: in Node its memory is then given back
   * after each run, and its threads sleep at once, rather than wait for more work on processors that the other needs.
   */
  readonly isOccasional?: boolean;
  /** Where ONNX Runtime writes its trace, as a file-name prefix; no trace by default. */
  readonly profile?: string;
}

/** A model, loaded and ready to run. */
export interface Session {
  /** Names and types of the inputs. */
  readonly inputs: readonly ValueType[];
  /** Names and types of the outputs. */
  readonly outputs: readonly ValueType[];
  /**
   * Runs once and returns new arrays.
   *
   * @throws InputError for a missing input, an array of the wrong type or length, or after {@link release}.
   */
  run(inputs: Arrays): Promise<Record<string, Values>>;
  /**
   * Fixes the arrays that are read and written, and returns a function that runs the model on what they then
   * hold: fill the inputs, await the run, read the outputs. An output that is not named is not fetched.
   *
   * @throws InputError as {@link run} does, and for outputs that the model lacks or that overlap with inputs.
   */
  bind(inputs: Arrays, outputs: Arrays): () => Promise<void>;
  /** Ends profiling, where it was asked for, and frees the model; once more does nothing. */
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
  /**
   * Loads a model from its bytes.
   *
   * @throws InputError for bytes that are no model, and for one that keeps weights in other files.
   */
  load(model: Uint8Array, options?: SessionOptions): Promise<Session>;
}
