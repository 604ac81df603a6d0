// Whether a form came from one of our own pages. With `Referrer-Policy: no-referrer` browsers send `Origin: null` with
// a form (Fetch standard, "append a request Origin header"), so Sec-Fetch-Site, which pages cannot forge, decides first.

import type { IncomingHttpHeaders } from 'node:http';

export function isFromOwnPage(headers: IncomingHttpHeaders, publicUrl: string): boolean {
  const { origin } = headers;
  const site = headers['sec-fetch-site'];
  const own = origin === new URL(publicUrl).origin;
  if (site !== undefined) return site === 'same-origin' && (own || origin === undefined || origin === 'null');
  return own;
}
