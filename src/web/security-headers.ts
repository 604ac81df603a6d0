// Headers of every answer: nothing of a third party, no framing, no caching, no referrer (the address holds a ticket).

import type { WebConfig } from './web-deps.ts';

/** Chromium applies form-action to the redirects after a form as well, so the sign-in service has to be named. */
function contentSecurityPolicy(config: WebConfig): string {
  return [
    "default-src 'none'",
    "style-src 'self'",
    "script-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    `form-action ${["'self'", ...config.signInOrigins].join(' ')}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; ');
}

export function securityHeaders(config: WebConfig): ReadonlyMap<string, string> {
  const headers = new Map([
    ['Content-Security-Policy', contentSecurityPolicy(config)],
    ['Referrer-Policy', 'no-referrer'],
    ['Cache-Control', 'no-store'],
    ['X-Content-Type-Options', 'nosniff'],
    ['X-Frame-Options', 'DENY'],
    ['Cross-Origin-Opener-Policy', 'same-origin'],
    ['Cross-Origin-Resource-Policy', 'same-origin'],
    ['Permissions-Policy', 'camera=(), geolocation=(), microphone=(), clipboard-write=(self)'],
    ['X-Robots-Tag', 'noindex, nofollow'],
  ]);
  if (config.secureCookies) headers.set('Strict-Transport-Security', 'max-age=31536000');
  return headers;
}
