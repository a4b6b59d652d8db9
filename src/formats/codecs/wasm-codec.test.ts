import { describe, expect, it } from 'vitest';
import { copiedSamples, WasmCodec, type WasmDecoder, type WasmModule } from './wasm-codec.ts';

/** A codec whose decoder does as it is told, and what happened to it. */
function codec(decode: () => void, memory = 8) {
  const happened = { loaded: 0, deleted: 0 };
  const decoder: WasmDecoder = {
    getEncodedBuffer: (length) => new Uint8Array(length),
    decode,
    getDecodedBuffer: () => Uint8Array.of(7),
    delete: () => {
      happened.deleted++;
    },
  };
  const module = { HEAPU8: new Uint8Array(memory), getExceptionMessage: () => ['std', 'no room'] };
  const wasm = new WasmCodec<WasmModule>('Test', async () => async () => {
    happened.loaded++;
    return module;
  });
  const run = () =>
    wasm.decode(
      new Uint8Array(1),
      'file',
      () => decoder,
      (pixels) => [...pixels],
    );
  return { run, happened };
}

describe('a codec in WebAssembly', () => {
  it('is loaded once, and deletes its decoders', async () => {
    const { run, happened } = codec(() => {});
    expect([await run(), await run()]).toEqual([[7], [7]]);
    expect(happened).toEqual({ loaded: 1, deleted: 2 });
  });

  it('makes a thrown pointer a message, and goes on', async () => {
    const { run, happened } = codec(() => {
      throw 4711; // as emscripten does
    });
    await expect(run()).rejects.toThrow(
      'file: expected whole Test data, received data that do not decode (std no room)',
    );
    await expect(run()).rejects.toThrow('no room');
    expect(happened).toEqual({ loaded: 1, deleted: 2 });
  });

  it('is loaded anew after a trap, whose module is not touched any more', async () => {
    const { run, happened } = codec(() => {
      throw new Error('unreachable'); // WebAssembly.RuntimeError is one
    });
    await expect(run()).rejects.toThrow('received data that do not decode (unreachable)');
    await expect(run()).rejects.toThrow('unreachable');
    expect(happened).toEqual({ loaded: 2, deleted: 0 });
  });

  it('is given up where its memory has grown too much', async () => {
    const { run, happened } = codec(() => {}, 2 ** 28 + 1);
    await run();
    await run();
    expect(happened).toEqual({ loaded: 2, deleted: 2 });
  });

  it('gives no fewer samples than the header declares', () => {
    const kind = { bits: 12, signed: true };
    expect(() => copiedSamples(new Uint8Array(3), 2, kind, 'file')).toThrow('3 of 4 bytes');
    expect([...copiedSamples(Uint8Array.of(255, 255, 2, 0, 9), 2, kind, 'file')]).toEqual([-1, 2]);
  });
});
