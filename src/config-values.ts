// How each single setting is read from text: its form, its default, and what to do about a mistake. Rules that look
// at more than one setting are in config.ts. A mistake never repeats the value of a secret.

import { z } from 'zod';
import { readSealKeys } from './storage/seal-key.ts';

const loopbackNames = /^(?:localhost|127(?:\.\d{1,3}){3}|\[?::1\]?)$/i;

/** True for a host (name or address, no port) that never leaves this machine. */
export function isLoopback(host: string): boolean {
  return loopbackNames.test(host);
}

/** True for a URL whose host is loopback; false for text that is no URL. */
export function isLoopbackUrl(text: string): boolean {
  return URL.canParse(text) && isLoopback(new URL(text).hostname);
}

type Read<Value> = { readonly value: Value } | { readonly mistake: string };

/** A zod type that reads text with a function of ours. */
function readBy<Value>(read: (text: string) => Read<Value>) {
  return z.string().transform((text, context): Value => {
    const result = read(text);
    if ('value' in result) return result.value;
    context.issues.push({ code: 'custom', input: undefined, message: result.mistake });
    return z.NEVER;
  });
}

export const text = z.string();

/** A secret that somebody could guess at. */
export const longEnough = z
  .string()
  .min(24, 'is shorter than 24 characters. Make one and keep it safe: openssl rand -base64 32');

export function required(remedy: string) {
  return z.string({ error: () => `is missing. ${remedy}` });
}

export function guid(remedy: string) {
  return z
    .string({ error: () => `is missing. ${remedy}` })
    .transform((value) => value.toLowerCase())
    .pipe(z.guid({ error: () => `is no GUID (like 11111111-2222-3333-4444-555555555555). ${remedy}` }));
}

export function choice<const Values extends readonly [string, ...string[]]>(values: Values, fallback: Values[number]) {
  return z
    .enum(values, { error: (issue) => `is ${JSON.stringify(issue.input)}. Use one of: ${values.join(', ')}.` })
    .prefault(fallback);
}

export const port = readBy((value) => {
  const number = /^\d{1,5}$/.test(value) ? Number(value) : Number.NaN;
  return number <= 65_535 ? { value: number } : { mistake: `is "${value}". Use a port number from 0 to 65535.` };
});

/** `https://host[:port]`; http only where `allowHttp` says so of the host. Gives the origin. */
export function origin(allowHttp: (host: string) => boolean) {
  return readBy((value) => {
    const url = URL.canParse(value) ? new URL(value) : null;
    const known = url?.protocol === 'https:' || url?.protocol === 'http:';
    if (url === null || !known) return { mistake: 'is no URL. Write it like https://host or https://host:port.' };
    if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '' || url.pathname !== '/') {
      return { mistake: 'has more than a host and a port. Write it like https://host or https://host:port.' };
    }
    if (url.protocol === 'http:' && !allowHttp(url.hostname)) {
      return { mistake: `is "${value}", which is not encrypted. Write https:// instead.` };
    }
    return { value: url.origin };
  });
}

export type Address = { readonly host: string; readonly port: number };

export const address = readBy<Address>((value) => {
  const [, host, digits] = /^(\[[0-9a-f:]+\]|[a-z0-9.-]+):(\d{1,5})$/i.exec(value) ?? [];
  const number = Number(digits);
  if (host === undefined || !(number >= 1 && number <= 65_535)) {
    return { mistake: `is "${value}". Write it like host:port.` };
  }
  return { value: { host: host.replace(/^\[|\]$/g, ''), port: number } };
});

export const flag = (fallback: boolean) =>
  choice(['true', 'false'], fallback ? 'true' : 'false').transform((value) => value === 'true');

/** From `least` to `most`, both included; `whole` refuses fractions. */
export function number(least: number, most: number, whole = false) {
  return readBy((value) => {
    const read = (whole ? /^\d{1,5}$/ : /^\d{1,5}(?:\.\d{1,3})?$/).test(value) ? Number(value) : Number.NaN;
    if (read >= least && read <= most) return { value: read };
    return { mistake: `is "${value}". Use a ${whole ? 'whole ' : ''}number from ${least} to ${most}.` };
  });
}

export const minutes = readBy<readonly number[]>((value) => {
  const isNumber = (part: string) => /^\s*\d{1,5}(?:\.\d{1,3})?\s*$/.test(part);
  const numbers = value.split(',').map((part) => (isNumber(part) ? Number(part) : Number.NaN));
  const rising = numbers.every((number, index) => index === 0 || number > (numbers[index - 1] ?? Number.NaN));
  if (numbers.some(Number.isNaN) || !rising) {
    return { mistake: `is "${value}". List minutes, rising, separated by commas: 0,1,2,5,10.` };
  }
  return { value: numbers };
});

function readGuids(value: string): { readonly ids: readonly string[]; readonly wrong: string | undefined } {
  const ids = value.split(',').map((part) => part.trim().toLowerCase());
  return { ids, wrong: ids.find((id) => !z.guid().safeParse(id).success) };
}

export const tenants = readBy<'*' | readonly string[]>((value) => {
  if (value.trim() === '*') return { value: '*' };
  const { ids, wrong } = readGuids(value);
  if (wrong === undefined) return { value: ids };
  return {
    mistake: `has "${wrong}", which is no tenant id (a GUID). List tenant ids separated by commas, or * for any.`,
  };
});

export const people = readBy<readonly string[]>((value) => {
  const { ids, wrong } = readGuids(value);
  if (wrong === undefined) return { value: ids };
  return {
    mistake: `has "${wrong}", which is no object id (a GUID). List object ids of people separated by commas, or remove it for everybody.`,
  };
});

const sealKeyMistakes = {
  form: 'is not of the form id:base64.',
  length: 'is not 32 bytes long.',
  duplicate: 'has the id of an earlier one.',
};

export const sealKeys = readBy((value) => {
  const read = readSealKeys(value);
  if (read.ok) return { value: read.keys };
  return {
    mistake: `: key ${read.position} ${sealKeyMistakes[read.wrong]} Make one with: echo "k1:$(openssl rand -base64 32)"`,
  };
});

export type DatabaseAddress =
  | { readonly kind: 'pglite'; readonly path: string }
  /** `ownerUrl`: as the role that owns the tables. */
  | { readonly kind: 'postgres'; readonly url: string; readonly ownerUrl?: string; readonly twoRoles?: boolean };

function isPostgresUrl(value: string): boolean {
  return /^postgres(ql)?:\/\/[^/]/.test(value) && URL.canParse(value);
}

export const postgres = readBy((value) =>
  isPostgresUrl(value) ? { value } : { mistake: 'is not of the form postgres://user:password@host/database.' },
);

export const database = readBy<DatabaseAddress>((value) => {
  if (isPostgresUrl(value)) return { value: { kind: 'postgres', url: value } };
  const path = /^pglite:(.+)$/.exec(value)?.[1];
  if (path !== undefined) return { value: { kind: 'pglite', path } };
  return { mistake: 'is neither postgres://user:password@host/database nor pglite:PATH. Use one of these.' };
});
