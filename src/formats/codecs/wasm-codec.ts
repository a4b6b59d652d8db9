import { InputError } from '../../util/errors.ts';
import type { Numbers } from '../array/dtype.ts';
import { numbersOf } from '../bytes/numbers.ts';
import { damagedData } from './frame.ts';

/** A decoder object within a WebAssembly module; its buffers lie in the module's memory. */
export interface WasmDecoder {
  getEncodedBuffer(length: number): Uint8Array;
  decode(): void;
  getDecodedBuffer(): Uint8Array;
  delete(): void;
}

/** A module that emscripten made. */
export interface WasmModule {
  readonly HEAPU8: Uint8Array;
  /** The message of a C++ exception, which comes as a pointer to it. */
  getExceptionMessage?(pointer: number): unknown;
}

/** How emscripten's factory is told where its files are and where its messages go. */
export interface WasmOptions {
  locateFile(file: string, folder: string): string;
  print(text: string): void;
  printErr(text: string): void;
}

/** The default export of a module's script. */
export type WasmFactory<M extends WasmModule> = (options: WasmOptions) => Promise<M>;

/** A module whose memory has grown beyond this is given up after use, for it never shrinks. */
const MOST_MEMORY = 2 ** 28;

/**
 * A codec in WebAssembly, loaded at its first use. In Node its `.wasm` lies beside its script; a bundle for the browser
 * has it beside itself.
 */
export class WasmCodec<M extends WasmModule> {
  readonly #name: string;
  readonly #load: () => Promise<WasmFactory<M>>;
  #module: Promise<M> | undefined;

  /** @param load imports the script: `async () => (await import('...')).default` */
  constructor(name: string, load: () => Promise<WasmFactory<M>>) {
    this.#name = name;
    this.#load = load;
  }

  /**
   * Decodes with an object that `create` makes; `result` sees it, and the numbers in the module's memory, before both
   * are gone. After a failure that may have left the module in disorder, the next call gets a new one.
   *
   * @throws InputError whatever the codec throws: a trap, a number, a text.
   */
  async decode<D extends WasmDecoder, T>(
    bytes: Uint8Array,
    where: string,
    create: (module: M) => D,
    result: (pixels: Uint8Array, decoder: D) => T,
  ): Promise<T> {
    const module = await this.#loaded();
    let decoder: D | undefined;
    let trapped = false;
    try {
      decoder = create(module);
      decoder.getEncodedBuffer(bytes.length).set(bytes);
      decoder.decode();
      const pixels = decoder.getDecodedBuffer();
      if (pixels.length === 0) throw damagedData(where, this.#name, 'no image came out');
      return result(pixels, decoder);
    } catch (error) {
      if (error instanceof InputError) throw error;
      trapped = typeof error !== 'number';
      throw damagedData(where, this.#name, reasonOf(error, module));
    } finally {
      if (!trapped) decoder?.delete();
      if (trapped || module.HEAPU8.length > MOST_MEMORY) this.#module = undefined;
    }
  }

  /** The module; where loading it fails, the next call tries again. */
  async #loaded(): Promise<M> {
    this.#module ??= this.#start();
    try {
      return await this.#module;
    } catch (error) {
      this.#module = undefined;
      throw error;
    }
  }

  async #start(): Promise<M> {
    const factory = await this.#load();
    const locateFile = (file: string, folder: string) =>
      folder === '' ? new URL(file, import.meta.url).href : folder + file;
    return factory({ locateFile, print: () => {}, printErr: () => {} });
  }
}

function reasonOf(error: unknown, module: WasmModule): unknown {
  if (typeof error !== 'number') return error;
  const message = module.getExceptionMessage?.(error);
  const text = Array.isArray(message) ? message.join(' ') : message;
  return typeof text === 'string' && text.trim() !== '' ? text : 'the decoder gave up';
}

/**
 * A copy of samples that a codec left in its memory: 1 or 2 bytes each, in the machine's order.
 *
 * @throws InputError where there are fewer than the header declares.
 */
export function copiedSamples(
  pixels: Uint8Array,
  count: number,
  { bits, signed }: { readonly bits: number; readonly signed: boolean },
  where: string,
): Numbers {
  const bytes = count * (bits > 8 ? 2 : 1);
  if (pixels.length < bytes) throw damagedData(where, 'image', `${pixels.length} of ${bytes} bytes`);
  const dtype = bits > 8 ? (signed ? 'int16' : 'uint16') : signed ? 'int8' : 'uint8';
  return numbersOf(pixels.slice(0, bytes), dtype, true, where);
}
