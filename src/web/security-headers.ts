// Headers of every answer: nothing of a third party, no framing, no caching, no referrer (the address holds a ticket).

/** Chromium applies form-action to the redirects after a form as well; so no form of ours is answered with one elsewhere. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "style-src 'self'",
  "script-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ');

export function securityHeaders(secure: boolean): ReadonlyMap<string, string> {
  const headers = new Map([
    ['Content-Security-Policy', contentSecurityPolicy],
    ['Referrer-Policy', 'no-referrer'],
    ['Cache-Control', 'no-store'],
    ['X-Content-Type-Options', 'nosniff'],
    ['X-Frame-Options', 'DENY'],
    ['Cross-Origin-Opener-Policy', 'same-origin'],
    ['Cross-Origin-Resource-Policy', 'same-origin'],
    ['Permissions-Policy', 'camera=(), geolocation=(), microphone=(), clipboard-write=(self)'],
    ['X-Robots-Tag', 'noindex, nofollow'],
  ]);
  if (secure) headers.set('Strict-Transport-Security', 'max-age=31536000');
  return headers;
}
