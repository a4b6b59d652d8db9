/** More characters than a parameter's value takes up. */
const LONGEST_VALUE = 400;

/**
 * The value of a parameter in one of the protocol's texts in Siemens's XProtocol notation,
 * `<ParamDouble."flMagneticFieldStrength">  { <Precision> 6 2.893620 }`, without quotes; the first where it occurs often.
 */
function parameter(text: string, name: string): string | undefined {
  const key = `."${name}">`;
  for (let at = text.indexOf(key); at >= 0; at = text.indexOf(key, at + 1)) {
    if (!/<Param(?:String|Long|Double)$/.test(text.slice(Math.max(0, at - 16), at))) continue;
    const value = /^\s*\{([^{}]*)\}/.exec(text.slice(at + key.length, at + key.length + LONGEST_VALUE))?.[1];
    const bare = value?.replaceAll(/<\w+>\s*(?:"[^"]*"|\S+)/g, ' ').trim();
    if (bare) return bare.replaceAll('"', '').trim() || undefined;
  }
  return undefined;
}

/** The first value that any of the texts has for a parameter. */
export function firstParameter(texts: Iterable<string>, name: string): string | undefined {
  for (const text of texts) {
    const value = parameter(text, name);
    if (value !== undefined) return value;
  }
  return undefined;
}

/** The value of a setting in the protocol's list of assignments ("MeasYaps"), `alTR[0] = 10000`, without quotes. */
export function setting(text: string, key: string): string | undefined {
  for (let at = text.indexOf(`\n${key}`); at >= 0; at = text.indexOf(`\n${key}`, at + 1)) {
    const rest = text.slice(at + 1 + key.length, at + 1 + key.length + LONGEST_VALUE);
    const value = /^\s*=\s*([^\r\n]*)/.exec(rest)?.[1];
    if (value !== undefined) return value.replaceAll('"', '').trim() || undefined;
  }
  return undefined;
}

/** A text as a number, where it is one. */
export function numberIn(text: string | undefined): number | undefined {
  const value = text === undefined || text === '' ? Number.NaN : Number(text.split(/\s/)[0]);
  return Number.isFinite(value) ? value : undefined;
}
