// What every wire test of a sign-in shares: trust, certificates, a token that must never be seen again, and short deadlines.

import { afterEach } from 'vitest';
import type { SignIn } from '../../src/mail/dialogue.ts';
import { judgedOne } from '../../src/mail/judge.ts';
import { signInToPop3 } from '../../src/mail/pop3.ts';
import { nothingKnown } from '../../src/mail/seen.ts';
import { signInToSmtp } from '../../src/mail/smtp.ts';
import type { ChannelResult } from '../../src/setup/check.ts';
import { done } from '../../src/setup/problem.ts';
import type { ScriptedServer } from '../support/scripted-server.ts';
import { trust } from '../support/trust.ts';
import { makeCertificates } from '../support/wire-certificates.ts';
import { makeToken } from '../support/wire-token-endpoint.ts';

export const certificates = makeCertificates();
trust(certificates.root);

export const mailbox = 'edi@contoso.example';
export const accessToken = makeToken({ roles: ['SMTP.SendAsApp', 'POP.AccessAsApp'] });
export const sasl = Buffer.from(`user=${mailbox}\x01auth=Bearer ${accessToken}\x01\x01`).toString('base64');

const servers: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

export async function started<Server extends { close(): Promise<void> }>(starting: Promise<Server>): Promise<Server> {
  const server = await starting;
  servers.push(server);
  return server;
}

export function signInTo(server: Pick<ScriptedServer, 'port'>, parts: Partial<SignIn> = {}): SignIn {
  return {
    mailbox,
    address: { host: 'localhost', port: server.port },
    token: Promise.resolve(done(accessToken)),
    deadlineMilliseconds: 10_000,
    calledOff: new AbortController().signal,
    now: () => new Date(),
    ...parts,
  };
}

/** One dialogue, judged from its own words alone. */
export async function smtpAlone(signIn: SignIn): Promise<ChannelResult> {
  return judgedOne(await signInToSmtp(signIn), null, nothingKnown);
}

export async function pop3Alone(signIn: SignIn): Promise<ChannelResult> {
  return judgedOne(await signInToPop3(signIn), null, nothingKnown);
}

export function stagesOf(result: Pick<ChannelResult, 'stages'>): string[] {
  return result.stages.map((stage) => `${stage.name} ${stage.ok ? 'ok' : 'failed'}`);
}

/** True when no twelve characters of the token, as it is or as it was sent, are anywhere in the result. */
export function isWithoutToken(result: unknown): boolean {
  return isWithout(result, [accessToken, sasl]);
}

export function isWithout(result: unknown, secrets: readonly string[]): boolean {
  const text = JSON.stringify(result);
  return secrets.every((secret) => {
    const windows = Array.from({ length: secret.length - 11 }, (_, start) => secret.slice(start, start + 12));
    return windows.every((window) => !text.includes(window));
  });
}
