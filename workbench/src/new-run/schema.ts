/** What the schema of studies says of a setting, as JSON Schema. */
export interface Schema {
  readonly type?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: unknown;
  readonly enum?: readonly string[];
  readonly items?: Schema | readonly Schema[];
  readonly minItems?: number;
  readonly maxProperties?: number;
  readonly anyOf?: readonly Schema[];
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
}

/** One of several things that a setting can be: a name with settings of its own, or a value. */
export interface Variant {
  /** What it is called. */
  readonly key: string;
  readonly schema: Schema;
  /** Whether the value says its name: `adam`, or `adam: {learningRate: 0.01}`. */
  readonly isNamed: boolean;
}

/** How a setting is edited. */
export type Kind = 'group' | 'variants' | 'word' | 'words' | 'flag' | 'number' | 'text' | 'values' | 'list';

/** How a setting is edited, by what it can be. */
export function kindOf(schema: Schema): Kind {
  if (schema.anyOf) return alternatives(schema).every(isPlain) ? 'values' : 'variants';
  if (isChoice(schema)) return 'variants';
  if (schema.type === 'object') return 'group';
  if (schema.type === 'array') return kindOfList(schema);
  if (schema.enum) return 'word';
  if (schema.type === 'boolean') return 'flag';
  return schema.type === 'number' || schema.type === 'integer' ? 'number' : 'text';
}

function kindOfList(schema: Schema): Kind {
  const items = itemOf(schema);
  if (items?.enum) return 'words';
  return items && !isPlain(items) ? 'list' : 'values';
}

/** What each item of a list can be; nothing where they differ. */
export function itemOf({ items }: Schema): Schema | undefined {
  return items && 'length' in items ? undefined : items;
}

/** All that a setting can be, one by one. */
export function variantsOf(schema: Schema): readonly Variant[] {
  return alternatives(schema).flatMap((one): Variant[] => {
    if (!isChoice(one)) return [{ key: valueName(one), schema: one, isNamed: false }];
    return Object.entries(one.properties ?? {}).map(([key, option]) => ({
      key,
      schema: option,
      isNamed: true,
    }));
  });
}

/** Which of them a value is. */
export function variantOf(variants: readonly Variant[], value: unknown): Variant | undefined {
  const name = typeof value === 'string' ? value : isMap(value) ? Object.keys(value)[0] : undefined;
  const named = variants.find(({ key, isNamed }) => isNamed && key === name);
  return named ?? variants.find(({ schema, isNamed }) => !isNamed && fits(schema, value));
}

/** A value to begin with. */
export function starter(schema: Schema): unknown {
  const kind = kindOf(schema);
  if (kind === 'variants') return starterOf(variantsOf(schema)[0]);
  if (kind === 'group') return starterOfGroup(schema);
  if (kind === 'word') return schema.enum?.[0];
  if (kind === 'flag') return true;
  if (kind === 'number')
    return schema.exclusiveMinimum === undefined ? Math.max(schema.minimum ?? 1, 1) : 0.01;
  if (kind === 'text') return '';
  return starterOfList(schema);
}

/** A value to begin with of a variant: its name alone, where it needs no settings. */
export function starterOf(variant: Variant | undefined): unknown {
  if (!variant) return '';
  const value = starter(variant.schema);
  if (!variant.isNamed) return value;
  return isMap(value) && Object.keys(value).length === 0 ? variant.key : { [variant.key]: value };
}

/** Whether it is settings by name. */
export function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function starterOfGroup({ properties = {}, required = [] }: Schema): unknown {
  const entries = Object.entries(properties).filter(([key]) => required.includes(key));
  return Object.fromEntries(entries.map(([key, schema]) => [key, starter(schema)]));
}

function starterOfList(schema: Schema): unknown {
  if (schema.anyOf) return starter(alternatives(schema)[0] ?? {});
  if (schema.items && 'length' in schema.items) return schema.items.map(starter);
  return Array.from({ length: Math.max(1, schema.minItems ?? 1) }, () => starter(itemOf(schema) ?? {}));
}

/** What a setting can be, without the names of choices, which these have themselves. */
function alternatives(schema: Schema): readonly Schema[] {
  const all = schema.anyOf?.flatMap(alternatives) ?? [schema];
  const hasChoice = all.some(isChoice);
  return hasChoice ? all.filter(({ enum: words }) => words === undefined) : all;
}

function isChoice({ maxProperties, properties }: Schema): boolean {
  return maxProperties === 1 && properties !== undefined;
}

/** Whether it is a value or a list of values, as one writes them in a line. */
function isPlain(schema: Schema): boolean {
  if (schema.anyOf) return schema.anyOf.every(isPlain);
  const items = itemOf(schema);
  if (schema.type === 'array') return items === undefined || isPlain(items);
  return schema.type !== 'object';
}

function fits(schema: Schema, value: unknown): boolean {
  if (schema.type === 'array') return Array.isArray(value);
  if (schema.type === 'object') return isMap(value);
  return schema.type === (Number.isInteger(value) && schema.type === 'integer' ? 'integer' : typeof value);
}

function valueName({ type }: Schema): string {
  return (
    { integer: 'a whole number', number: 'a number', boolean: 'yes or no', array: 'a list' }[type ?? ''] ??
    'a text'
  );
}
