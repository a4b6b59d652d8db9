import table from './confidentiality.json' with { type: 'json' };

/**
 * What the Basic Application Level Confidentiality Profile does with an attribute (PS3.15, E.3): X removes it, Z empties
 * it, D gives it a dummy value, U replaces its UIDs, and combinations leave the choice to what the attribute's type
 * allows. `X/Z/U*` keeps a sequence whose UIDs are replaced.
 */
export type BasicAction = keyof typeof table.basicProfile;

/** The edition of the standard whose table this is. */
export const EDITION = table.edition;

const actions = new Map<string, BasicAction>();
for (const [action, tags] of Object.entries(table.basicProfile)) {
  if (isAction(action)) for (const tag of tags.split(' ')) actions.set(tag, action);
}

const device = setOf(table.retainDeviceIdentity.K);
const characteristics = setOf(table.retainPatientCharacteristics.K);
const technical = setOf(table.technical);

function isAction(name: string): name is BasicAction {
  return name in table.basicProfile;
}

function setOf(tags: string): ReadonlySet<string> {
  return new Set(tags.split(' '));
}

/** What table E.1-1 of PS3.15 says of a tag; undefined for one that it does not list. */
export function basicAction(tag: number): BasicAction | undefined {
  const digits = digitsOf(tag);
  const repeated = /^(50|60)/.test(digits) ? `${digits.slice(0, 2)}xx${digits.slice(4)}` : digits;
  return (
    actions.get(digits) ??
    actions.get(repeated) ??
    (digits.startsWith('50') ? actions.get('50xxxxxx') : undefined)
  );
}

/** Whether an attribute identifies the scanner, so that the option to retain device identity keeps it. */
export function isDeviceIdentity(tag: number): boolean {
  return device.has(digitsOf(tag));
}

/** Whether it describes the patient without naming anyone: age, sex, size, weight ... */
export function isCharacteristic(tag: number): boolean {
  return characteristics.has(digitsOf(tag));
}

/**
 * Whether a short text that the table does not list is needed to understand the image, and its values are those of
 * manufacturers and coding schemes. All other texts that it does not list are replaced.
 */
export function isTechnicalText(tag: number): boolean {
  return technical.has(digitsOf(tag));
}

function digitsOf(tag: number): string {
  return tag.toString(16).padStart(8, '0');
}
