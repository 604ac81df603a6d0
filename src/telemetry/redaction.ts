// Takes secrets out of text before it is written anywhere. A last guard: nobody is meant to log a secret in the first
// place. Knows shapes (tokens, key=value pairs, passwords in URLs), not values.

const redacted = '[redacted]';

const secretKeys = [
  'secretText',
  'clientSecret',
  'client_secret',
  'password',
  'access_token',
  'accessToken',
  'refresh_token',
  'refreshToken',
  'id_token',
  'idToken',
  'client_assertion',
  'code_verifier',
  'codeVerifier',
  'authorization',
  'cookie',
  'set-cookie',
  'x-csrf-token',
];

type Pattern = { readonly shape: RegExp; readonly instead: string };

const keys = secretKeys.join('|');

const patterns: readonly Pattern[] = [
  // Members of JSON, and of JSON that is itself a string in JSON (each quote and backslash of it escaped once more).
  { shape: new RegExp(`("(?:${keys})"\\s*:\\s*")(?:[^"\\\\]|\\\\.)*`, 'gi'), instead: `$1${redacted}` },
  {
    shape: new RegExp(`(\\\\"(?:${keys})\\\\"\\s*:\\s*\\\\")(?:[^"\\\\]|\\\\\\\\(?:\\\\.|[^"\\\\]))*`, 'gi'),
    instead: `$1${redacted}`,
  },
  // Members of a form or a query string.
  { shape: new RegExp(`\\b((?:${keys}|code|csrf)=)[^&\\s"'\\\\;,]+`, 'gi'), instead: `$1${redacted}` },
  // Compact JWS and JWE.
  { shape: /\beyJ[\w-]{6,}(?:\.[\w-]*){2,4}/g, instead: redacted },
  { shape: /\b(Bearer\s+)[\w.~+/=-]{8,}/gi, instead: `$1${redacted}` },
  // The initial client response of XOAUTH2: base64 of "user=…".
  { shape: /\bdXNlcj[\w+/]{16,}={0,2}/g, instead: redacted },
  // Client secrets as Microsoft Entra ID makes them.
  { shape: /[\w~.-]{3}\dQ~[\w~.-]{30,36}/g, instead: redacted },
  { shape: /\b([a-z][a-z0-9+]*:\/\/[^:/\s@"]+:)[^@\s"]+@/gi, instead: `$1${redacted}@` },
];

/** The same text with everything that looks like a secret replaced. */
export function withoutSecrets(text: string): string {
  return patterns.reduce((left, { shape, instead }) => left.replace(shape, instead), text);
}
