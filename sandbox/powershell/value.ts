// The values of the language, and PowerShell's ways of counting them, turning them into text and reading their members.

import { PowerShellFault } from './fault.ts';
import type { Block } from './syntax.ts';

export type PsObject = {
  readonly kind: 'object';
  readonly properties: ReadonlyMap<string, Value>;
  /** What it is as text, where that is not its properties: an error record is its message. */
  readonly text: string | null;
};
export type ScriptBlock = { readonly kind: 'block'; readonly body: Block };
/** [version]: compared number by number, which text would not be. */
export type Version = { readonly kind: 'version'; readonly numbers: readonly number[] };
export type Value = null | string | number | boolean | PsObject | ScriptBlock | Version | readonly Value[];

export function toObject(properties: Readonly<Record<string, Value>>, text: string | null = null): PsObject {
  return { kind: 'object', properties: new Map(Object.entries(properties)), text };
}

export function toVersion(text: string): Version | null {
  return /^\d+(\.\d+){1,3}$/.test(text) ? { kind: 'version', numbers: text.split('.').map(Number) } : null;
}

export function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

export function isObject(value: Value): value is PsObject {
  return isOfKind(value) && value.kind === 'object';
}

export function isBlock(value: Value): value is ScriptBlock {
  return isOfKind(value) && value.kind === 'block';
}

export function isVersion(value: Value): value is Version {
  return isOfKind(value) && value.kind === 'version';
}

function isOfKind(value: Value): value is PsObject | ScriptBlock | Version {
  return typeof value === 'object' && value !== null && !isList(value);
}

/** What a pipeline passes on: arrays one by one, $null from a variable as nothing. */
export function toItems(value: Value): readonly Value[] {
  if (value === null) return [];
  return isList(value) ? value : [value];
}

/** What a pipeline's output becomes when it is assigned. */
export function fromItems(items: readonly Value[]): Value {
  return items.length < 2 ? (items[0] ?? null) : items;
}

/** about_Booleans: a list of one counts as that one, a longer list is true. */
export function isTrue(value: Value): boolean {
  if (isList(value)) return value.length > 1 || (value.length === 1 && isTrue(value[0] ?? null));
  if (typeof value === 'object') return value !== null;
  return value !== '' && value !== 0 && value !== false;
}

export function toText(value: Value): string {
  if (value === null) return '';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (isList(value)) return value.map(toText).join(' ');
  if (isVersion(value)) return value.numbers.join('.');
  if (isObject(value)) return value.text ?? `@{${[...value.properties].map(toPair).join('; ')}}`;
  return isBlock(value) ? '{ … }' : String(value);
}

function toPair([name, held]: readonly [string, Value]): string {
  return `${name}=${toText(held)}`;
}

/** The value of a property, or undefined where the object has none of that name; names ignore case. */
export function propertyOf(value: Value, name: string): Value | undefined {
  if (!isObject(value)) return undefined;
  const wanted = name.toLowerCase();
  return [...value.properties].find(([known]) => known.toLowerCase() === wanted)?.[1];
}

/** `$x.Name`: Count on anything, else the property, of each item where there are several. */
export function memberOf(value: Value, name: string, line: number): Value {
  if (name.toLowerCase() === 'count') return toItems(value).length;
  if (isList(value)) return fromItems(value.map((item) => memberOf(item, name, line)));
  const found = propertyOf(value, name);
  if (found !== undefined) return found;
  throw new PowerShellFault(
    `The property '${name}' cannot be found on this object. Verify that the property exists.`,
    line,
  );
}
