// Entra's single sign-on as far as it shows: a browser remembers with which accounts it signed in, and when. Whoever picks
// such an account again has not given a password again, unless the client asked for that (`prompt=login`).

import type { Call } from '../http/call.ts';

const cookie = 'sandbox-signed-in';
/** Seconds since the epoch by an account's object id. */
type SignIns = ReadonlyMap<string, number>;

/** When the password was given: now, or when this browser last was asked for it. Seconds since the epoch. */
export function authTimeOf(call: Call, objectId: string, asksAnew: boolean, now: number): number {
  return asksAnew ? now : (remembered(call).get(objectId) ?? now);
}

/** The header that makes the browser remember it. */
export function remembering(call: Call, objectId: string, authTime: number): Readonly<Record<string, string>> {
  const all = new Map([...remembered(call), [objectId, authTime]]);
  const value = [...all].map(([id, time]) => `${id}.${time}`).join('~');
  return { 'set-cookie': `${cookie}=${value}; Path=/; HttpOnly; SameSite=Lax` };
}

function remembered(call: Call): SignIns {
  const pairs = (call.headers.get('cookie') ?? '').split(';').map((part) => part.trim());
  const value = pairs.find((pair) => pair.startsWith(`${cookie}=`))?.slice(cookie.length + 1) ?? '';
  const read = [...value.matchAll(/([0-9a-f-]{36})\.(\d{1,12})/g)];
  return new Map(read.map(([, id = '', time]) => [id, Number(time)]));
}
