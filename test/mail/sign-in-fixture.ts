// What every wire test of a sign-in shares: trust, certificates, a token that must never be seen again, and short deadlines.

import { afterEach } from 'vitest';
import type { SignIn } from '../../src/mail/dialogue.ts';
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

export function stagesOf(result: ChannelResult): string[] {
  return result.stages.map((stage) => `${stage.name} ${stage.ok ? 'ok' : 'failed'}`);
}

/** True when no twelve characters of the token, as it is or as it was sent, are anywhere in the result. */
export function isWithoutToken(result: unknown): boolean {
  const text = JSON.stringify(result);
  return [accessToken, sasl].every((secret) => {
    const windows = Array.from({ length: secret.length - 11 }, (_, start) => secret.slice(start, start + 12));
    return windows.every((window) => !text.includes(window));
  });
}
