// What somebody found in the log of eBiss -> what was seen. Logs wrap a server's answer in words of their own, in English
// or German, so it is looked for anywhere in the text. Untrusted text in; nothing of it is kept but bounded words.

import type { Channel } from '../setup/request.ts';
import { withoutSecrets } from '../telemetry/redaction.ts';
import { readLogFailure } from './read-log-failure.ts';
import { readLogSmtp } from './read-log-smtp.ts';
import { serverWords } from './server-words.ts';
import type { WireFailureKind } from './wire-failure.ts';

export type LogSeen =
  | {
      readonly kind: 'token';
      readonly codes: readonly number[];
      readonly words: string;
      readonly requestId: string | null;
    }
  | { readonly kind: 'refused'; readonly channel: Channel; readonly words: string }
  | { readonly kind: 'broken'; readonly failure: WireFailureKind; readonly words: string };

/** null where nothing in it is an answer that is known. */
export function readLog(text: string): LogSeen | null {
  const log = fitToRead(text);
  return readToken(log) ?? readPop3(log) ?? readSmtp(log) ?? readFailure(log);
}

const invisible = /(?!\n)[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/gu;

/** What a token is made of, whole or cut: no word is as long, and none half as long has capitals and figures in it. */
const tokenLike = [
  /(?:eyJ|dXNlcj)[\w+/=-]{8,}/g,
  /[\w+/-]{40,}/g,
  /(?=[\w+/-]*\d)(?=[\w+/-]*[a-z])(?=[\w+/-]*[A-Z])[\w+/-]{20,}/g,
];

/** Lines stay lines. What is invisible goes first, so that it cannot hide a token from what takes tokens out. */
function fitToRead(text: string): string {
  const lines = text.replace(/\r\n?|[\u2028\u2029]/g, '\n').replace(/[\t\v\f]/g, ' ');
  const visible = lines.replace(invisible, '').replace(/[^\S\n]+/g, ' ');
  return tokenLike.reduce((left, shape) => left.replace(shape, '[removed]'), withoutSecrets(visible));
}

function readToken(log: string): LogSeen | null {
  const codes = [...log.matchAll(/AADSTS(\d{5,7})(?!\d)/gi)].map((match) => Number(match[1]));
  if (codes.length === 0) return null;
  // The ids are told apart; what follows them, and what follows the text in JSON, says nothing more.
  const said = /AADSTS\d{5}.*?(?=[\n\\"]| Trace ID:|$)/i.exec(log)?.[0] ?? '';
  const ids = [idIn(log, 'trace'), idIn(log, 'correlation')].filter((id) => id !== null);
  return {
    kind: 'token',
    codes: [...new Set(codes)],
    words: serverWords(said) ?? '',
    requestId: ids.length === 0 ? null : ids.join(' '),
  };
}

function idIn(log: string, name: string): string | null {
  const id = new RegExp(`${name}[ _]?id["'\\\\:= ]+([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})`, 'i').exec(log)?.[1];
  return id === undefined ? null : `${name}_id=${id.toLowerCase()}`;
}

/** What is said without its "-ERR" is said by POP3 alone. */
const pop3Says = [
  /(?<![\w-])-ERR(?!\w).*/,
  /(?:Authentication|Logon) failure: unknown user name.*/i,
  /Protocol error\. Connection is closed.*/i,
  /User is authenticated but not connected.*/i,
];

function readPop3(log: string): LogSeen | null {
  const said = pop3Says.map((says) => says.exec(log)?.[0]).find((found) => found !== undefined);
  if (said === undefined) return null;
  const words = serverWords(said.startsWith('-ERR') ? said : `-ERR ${said}`) ?? '';
  return { kind: 'refused', channel: 'pop3', words };
}

function readSmtp(log: string): LogSeen | null {
  const reply = readLogSmtp(log);
  return reply === null ? null : { kind: 'refused', channel: 'smtp', words: serverWords(reply) ?? '' };
}

function readFailure(log: string): LogSeen | null {
  const found = readLogFailure(log);
  return found === null ? null : { kind: 'broken', failure: found.failure, words: serverWords(found.line) ?? '' };
}
