// The log: pino, one JSON object per line. Redacts three times over: known paths, errors, and each finished line.
// Never give it a request or response object; log the few fields that matter.

import { type DestinationStream, type Logger, pino } from 'pino';
import { withoutSecrets } from './redaction.ts';

export type Log = Logger;

const secretFields = [
  'secret',
  'secretText',
  'clientSecret',
  'client_secret',
  'password',
  'token',
  'accessToken',
  'access_token',
  'idToken',
  'id_token',
  'refreshToken',
  'refresh_token',
  'authorization',
  'Authorization',
  'cookie',
  'verifier',
  'codeVerifier',
  'csrf',
  'ticket',
];

const secretPaths = [
  ...secretFields.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]),
  'query.code',
  '*.query.code',
  'body.code',
  '*.body.code',
  '*["set-cookie"]',
];

/** What is written of an error: its kind, words, code and stack, and those of its causes. Other fields stay out. */
export function loggableError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { message: withoutSecrets(String(error)) };
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {};
  const cause = error.cause === undefined ? {} : { cause: loggableError(error.cause) };
  return {
    type: error.name,
    message: withoutSecrets(error.message),
    ...code,
    stack: withoutSecrets(error.stack ?? ''),
    ...cause,
  };
}

/**
 * JSON leaves them as they are from DEL on: a terminal takes U+009B for the beginning of a command, and others hide or turn
 * around what stands behind them. Only strings can hold one; the line ends with the only break.
 */
function escaped(line: string): string {
  return line.replace(/(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) =>
    character
      .split('')
      .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .join(''),
  );
}

/** `level` is one of pino's; writes to standard output where no destination is given. */
export function createLog(level: string, destination?: DestinationStream): Log {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    redact: { paths: secretPaths, censor: '[redacted]' },
    serializers: { err: loggableError, error: loggableError },
    hooks: { streamWrite: (line: string) => escaped(withoutSecrets(line)) },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}
