// Checks a request's JSON against Graph's own types before anything reads it: unknown properties and wrong types are
// refused in Graph's words. `entity-shapes.json` is distilled from the public metadata of Graph v1.0.

import { z } from 'zod';
import type { Call } from '../http/call.ts';
import shapes from './entity-shapes.json' with { type: 'json' };
import { badRequest, type Checked, refused, sound, unsound } from './reply.ts';

const shapeTable: Readonly<Record<string, Readonly<Record<string, string>>>> = shapes;
export type ShapeName = keyof typeof shapes;
export type Body = Readonly<Record<string, unknown>>;

const record = z.record(z.string(), z.unknown());

export function readBody(call: Call, shape: ShapeName): Checked<Body> {
  const parsed = parsedJson(call);
  if (!parsed.ok) return parsed;
  const found = mismatch(shape, parsed.value);
  if (found === null) return sound(parsed.value);
  const resource = `${shape.slice(0, 1).toUpperCase()}${shape.slice(1)}`;
  return unsound(
    found.kind === 'unknown'
      ? badRequest(`Invalid property '${found.property}'.`)
      : invalidValue(found.property, resource),
  );
}

export function invalidValue(property: string, resource: string) {
  const message = `Invalid value specified for property '${property}' of resource '${resource}'.`;
  return badRequest(message, [{ code: 'InvalidValue', message, target: property }]);
}

export function parsedJson(call: Call): Checked<Body> {
  const isJson = (call.headers.get('content-type') ?? '').toLowerCase().includes('application/json');
  const body = record.safeParse(isJson ? jsonOf(call.body) : undefined);
  if (body.success) return sound(body.data);
  const message =
    'Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.';
  return unsound(refused(400, 'BadRequest', message));
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

export function isProperty(shape: ShapeName, property: string): boolean {
  return Object.hasOwn(shapeTable[shape] ?? {}, property);
}

type Mismatch = { readonly kind: 'unknown' | 'wrong'; readonly property: string };

function mismatch(shape: string, value: Body): Mismatch | null {
  const properties = shapeTable[shape] ?? {};
  for (const [property, item] of Object.entries(value)) {
    if (property.startsWith('@odata.')) continue;
    const type = Object.hasOwn(properties, property) ? properties[property] : undefined;
    if (type === undefined) return { kind: 'unknown', property };
    const found = typeMismatch(type, item, property);
    if (found !== null) return found;
  }
  return null;
}

function typeMismatch(type: string, value: unknown, property: string): Mismatch | null {
  const wrong: Mismatch = { kind: 'wrong', property };
  if (value === null) return type.endsWith('?') ? null : wrong;
  const name = type.replace(/\?$/, '');
  const element = /^Collection\((.*)\)$/.exec(name)?.[1];
  if (element !== undefined) {
    if (!Array.isArray(value)) return wrong;
    for (const item of value) {
      const found = typeMismatch(element, item, property);
      if (found !== null) return found;
    }
    return null;
  }
  if (name.startsWith('Edm.')) return isPrimitive(name, value) ? null : wrong;
  const complex = record.safeParse(value);
  if (!complex.success || Array.isArray(value)) return wrong;
  return Object.hasOwn(shapeTable, name) ? mismatch(name, complex.data) : null;
}

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const dateTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,12})?)?(Z|[+-]\d{2}:\d{2})$/i;

function isPrimitive(name: string, value: unknown): boolean {
  switch (name) {
    case 'Edm.Boolean':
      return typeof value === 'boolean';
    case 'Edm.Int32':
      return Number.isInteger(value);
    case 'Edm.Guid':
      return typeof value === 'string' && guid.test(value);
    case 'Edm.DateTimeOffset':
      return typeof value === 'string' && dateTime.test(value) && !Number.isNaN(Date.parse(value));
    default:
      return typeof value === 'string';
  }
}
