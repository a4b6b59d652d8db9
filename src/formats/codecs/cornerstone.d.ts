/** The codecs' packages come without types: what we use of them. */

declare module '@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasmjs' {
  type Decoder = import('./wasm-codec.ts').WasmDecoder;
  type Module = import('./wasm-codec.ts').WasmModule & { readonly JPEGDecoder: new () => Decoder };
  const factory: import('./wasm-codec.ts').WasmFactory<Module>;
  export default factory;
}

declare module '@cornerstonejs/codec-openjpeg/decodewasmjs' {
  type Decoder = import('./wasm-codec.ts').WasmDecoder;
  type Module = import('./wasm-codec.ts').WasmModule & { readonly J2KDecoder: new () => Decoder };
  const factory: import('./wasm-codec.ts').WasmFactory<Module>;
  export default factory;
}

declare module '@cornerstonejs/codec-openjph/wasmjs' {
  type Decoder = import('./wasm-codec.ts').WasmDecoder;
  type Module = import('./wasm-codec.ts').WasmModule & { readonly HTJ2KDecoder: new () => Decoder };
  const factory: import('./wasm-codec.ts').WasmFactory<Module>;
  export default factory;
}
