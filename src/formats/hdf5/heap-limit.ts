type Imports = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** As much of the global object as is used here; the standard types of Node and of browsers differ in it. */
declare const WebAssembly: { instantiate: (binary: unknown, imports?: Imports) => Promise<unknown> };

const { instantiate } = WebAssembly;

/**
 * Runs what makes an instance of a module that emscripten compiled, and bounds the instance's memory: what would make it
 * grow beyond `limit` bytes gets none. emscripten itself has no such setting but at compile time, so the one import by
 * which memory grows is replaced while the instance is made.
 *
 * @example const library = await withHeapLimit(2 ** 28, () => factory({}));
 */
export async function withHeapLimit<T>(limit: number, make: () => Promise<T>): Promise<T> {
  const limited = (binary: unknown, imports: Imports = {}) =>
    instantiate(binary, limitGrowth(imports, limit));
  Reflect.set(WebAssembly, 'instantiate', limited);
  try {
    return await make();
  } finally {
    Reflect.set(WebAssembly, 'instantiate', instantiate);
  }
}

const GROW = 'emscripten_resize_heap';

function limitGrowth(imports: Imports, limit: number): Imports {
  const grow = imports.env?.[GROW];
  if (!imports.env || typeof grow !== 'function') return imports;
  // 0 is failure; sizes beyond 2 GiB come as negative numbers.
  const growWithin = (bytes: number): unknown =>
    bytes >>> 0 > limit ? 0 : Reflect.apply(grow, undefined, [bytes]);
  const get = (env: Imports[string] & object, name: string | symbol): unknown =>
    name === GROW ? growWithin : Reflect.get(env, name);
  return { ...imports, env: new Proxy(imports.env, { get }) };
}
