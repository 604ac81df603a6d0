// One cookie per page, so that a settings page in one tab does not end an authorization in another. The `__Host-` prefix
// (RFC 6265bis, section 4.1.3.2) keeps other hosts from setting it; plain http on loopback cannot have it.

import type { TicketPurpose } from './web-deps.ts';

/** Of the forms that are shown before sign-in. */
export const formCookie = 'form';

export type CookiePurpose = TicketPurpose | typeof formCookie;

export function cookieName(purpose: CookiePurpose, secure: boolean): string {
  return `${secure ? '__Host-' : ''}ebiss-${purpose}`;
}

/** No Max-Age: it ends with the browser, and the session behind it ends earlier. */
export function toSetCookie(purpose: CookiePurpose, id: string, secure: boolean): string {
  return `${cookieName(purpose, secure)}=${id}; Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;
}

export function readCookies(header: string | undefined): ReadonlyMap<string, string> {
  const pairs = (header ?? '').split(';').flatMap((part): readonly (readonly [string, string])[] => {
    const at = part.indexOf('=');
    return at < 1 ? [] : [[part.slice(0, at).trim(), part.slice(at + 1).trim()]];
  });
  return new Map(pairs);
}
