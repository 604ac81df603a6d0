// The part of OData's $filter that clients of this directory use: eq, startswith, any(… eq …), and, or, parentheses.
// Anything else is refused as unsupported, never ignored.

import { isProperty, type ShapeName } from './body.ts';
import { badRequest, type Checked, refused, sound, unsound } from './reply.ts';

type Entity = Readonly<Record<string, unknown>>;
type Test = (entity: Entity) => boolean;

const token = /\s*(?:(?<text>'(?:[^']|'')*')|(?<word>[A-Za-z@_][\w.]*)|(?<mark>[()/,:]))/y;

/** Null: no filter. */
export function readFilter(text: string | null, shape: ShapeName): Checked<Test> {
  if (text === null) return sound(() => true);
  const tokens = tokensOf(text);
  if (tokens === null) return unsound(refused(400, 'BadRequest', `Invalid filter clause: ${text}`));
  const reading = { tokens, at: 0, shape, unknown: null };
  const test = either(reading);
  if (reading.unknown !== null) return unsound(unknownProperty(reading.unknown, shape));
  if (test === null || reading.at < tokens.length) {
    return unsound(refused(400, 'Request_UnsupportedQuery', 'Unsupported Query.'));
  }
  return sound(test);
}

export function unknownProperty(property: string, shape: ShapeName) {
  return badRequest(`Could not find a property named '${property}' on type 'microsoft.graph.${shape}'.`);
}

function tokensOf(text: string): string[] | null {
  const tokens: string[] = [];
  token.lastIndex = 0;
  while (token.lastIndex < text.trimEnd().length) {
    const found = token.exec(text);
    if (found === null) return null;
    tokens.push(found[0].trim());
  }
  return tokens;
}

type Reading = { readonly tokens: readonly string[]; at: number; readonly shape: ShapeName; unknown: string | null };

function take(reading: Reading, expected: string): boolean {
  if (reading.tokens[reading.at]?.toLowerCase() !== expected) return false;
  reading.at += 1;
  return true;
}

function either(reading: Reading): Test | null {
  let test = both(reading);
  while (test !== null && take(reading, 'or')) {
    const left: Test = test;
    const right = both(reading);
    test = right === null ? null : (entity) => left(entity) || right(entity);
  }
  return test;
}

function both(reading: Reading): Test | null {
  let test = single(reading);
  while (test !== null && take(reading, 'and')) {
    const left: Test = test;
    const right = single(reading);
    test = right === null ? null : (entity) => left(entity) && right(entity);
  }
  return test;
}

function single(reading: Reading): Test | null {
  if (take(reading, '(')) {
    const inner = either(reading);
    return inner !== null && take(reading, ')') ? inner : null;
  }
  if (take(reading, 'startswith')) return startsWith(reading);
  const property = readProperty(reading);
  if (property === null) return null;
  if (take(reading, '/')) return any(reading, property);
  if (!take(reading, 'eq')) return null;
  const value = readLiteral(reading);
  return value === undefined ? null : (entity) => same(entity[property], value);
}

function startsWith(reading: Reading): Test | null {
  if (!take(reading, '(')) return null;
  const property = readProperty(reading);
  if (property === null || !take(reading, ',')) return null;
  const value = readLiteral(reading);
  if (typeof value !== 'string' || !take(reading, ')')) return null;
  return (entity) =>
    String(entity[property] ?? '')
      .toLowerCase()
      .startsWith(value.toLowerCase());
}

/** `/any(p:p eq 'value')`, after the slash. */
function any(reading: Reading, property: string): Test | null {
  if (!take(reading, 'any') || !take(reading, '(')) return null;
  const variable = reading.tokens[reading.at]?.toLowerCase() ?? '';
  reading.at += 1;
  if (!take(reading, ':') || !take(reading, variable) || !take(reading, 'eq')) return null;
  const value = readLiteral(reading);
  if (value === undefined || !take(reading, ')')) return null;
  return (entity) => {
    const items = entity[property];
    return Array.isArray(items) && items.some((item) => same(item, value));
  };
}

function readProperty(reading: Reading): string | null {
  const name = reading.tokens[reading.at];
  if (name === undefined || !/^[A-Za-z]\w*$/.test(name)) return null;
  reading.at += 1;
  if (isProperty(reading.shape, name)) return name;
  reading.unknown ??= name;
  return null;
}

function readLiteral(reading: Reading): string | boolean | null | undefined {
  const word = reading.tokens[reading.at] ?? '';
  reading.at += 1;
  if (word.startsWith("'")) return word.slice(1, -1).replaceAll("''", "'");
  const words: Readonly<Record<string, boolean | null>> = { true: true, false: false, null: null };
  return words[word];
}

/** The directory compares text without regard to case. */
function same(actual: unknown, wanted: string | boolean | null): boolean {
  if (typeof actual === 'string' && typeof wanted === 'string') return actual.toLowerCase() === wanted.toLowerCase();
  return (actual ?? null) === wanted;
}
