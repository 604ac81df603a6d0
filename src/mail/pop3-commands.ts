// Single commands of POP3 (RFC 1939) and how their replies are read: one line, or many up to a lone dot. Bounded, so that
// no server can keep a check busy. Knows no order of things.

import type { LineConnection } from './line-connection.ts';
import { WireFailure } from './wire-failure.ts';

const mostCapabilities = 100;
const mostMails = 50_000;
const mostHeaderLines = 2_000;

export async function ask(connection: LineConnection, line: string): Promise<string> {
  connection.writeLine(line);
  return readStatus(connection);
}

export async function readStatus(connection: LineConnection): Promise<string> {
  const line = await connection.readLine();
  if (isGood(line) || isPrompt(line) || /^-ERR( |$)/i.test(line)) return line;
  throw new WireFailure('protocolUnexpected', line);
}

export function isGood(line: string): boolean {
  return /^\+OK( |$)/i.test(line);
}

export function isPrompt(line: string): boolean {
  return line === '+' || line.startsWith('+ ');
}

/** The mechanisms behind SASL in upper case; null where the server does not tell. */
export async function offeredMechanisms(connection: LineConnection): Promise<readonly string[] | null> {
  if (!isGood(await ask(connection, 'CAPA'))) return null;
  let mechanisms: readonly string[] = [];
  for await (const line of linesToDot(connection, mostCapabilities)) {
    if (/^SASL( |$)/i.test(line)) mechanisms = line.toUpperCase().split(' ').slice(1);
  }
  return mechanisms;
}

/** Number of each mail by its unique id; or the refusal. */
export async function listMails(connection: LineConnection): Promise<ReadonlyMap<string, string> | string> {
  const status = await ask(connection, 'UIDL');
  if (!isGood(status)) return status;
  const mails = new Map<string, string>();
  for await (const line of linesToDot(connection, mostMails)) {
    const [, number, id] = /^(\d+) (\S+)$/.exec(line.trimEnd()) ?? [];
    if (number === undefined || id === undefined) throw new WireFailure('protocolUnexpected', line);
    mails.set(id, number);
  }
  return mails;
}

/** The header alone, never the body; null where the mail is gone. */
export async function readHeader(connection: LineConnection, number: string): Promise<string | null> {
  if (!isGood(await ask(connection, `TOP ${number} 0`))) return null;
  const lines: string[] = [];
  for await (const line of linesToDot(connection, mostHeaderLines)) lines.push(line);
  return lines.join('\r\n');
}

async function* linesToDot(connection: LineConnection, most: number): AsyncGenerator<string> {
  for (let count = 0; count < most; count += 1) {
    const line = await connection.readLine();
    if (line === '.') return;
    yield line.startsWith('..') ? line.slice(1) : line;
  }
  throw new WireFailure('protocolUnexpected', 'the answer has no end');
}
