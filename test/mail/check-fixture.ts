// A whole check with servers of its own: sound ones unless the test names others.

import type { MailCheck } from '../../src/mail/mail-check.ts';
import { quickTokenPatience } from '../support/quick-patience.ts';
import { type ScriptedServer, startPop3Server, startSmtpServer } from '../support/scripted-server.ts';
import {
  type Claims,
  type HttpAnswer,
  makeToken,
  startTokenServer,
  type TokenAnswers,
  tokenIssued,
} from '../support/wire-token-endpoint.ts';
import { certificates, started } from './sign-in-fixture.ts';

export const tenantId = '5d4f2f0a-6c1e-4b58-9a0e-6f1f3c2a7b10';
export const clientId = '1c2d3e4f-0000-4000-8000-abcdefabcdef';
export const clientSecret = 'abc8Q~SecretThatMustNotBeSeenAnywhere.1234';
export const sound: Claims = {
  aud: 'https://outlook.office365.com',
  tid: tenantId,
  appid: clientId,
  roles: ['SMTP.SendAsApp', 'POP.AccessAsApp'],
};

export function issued(claims: Claims): HttpAnswer {
  return tokenIssued(makeToken(claims));
}

type Servers = {
  readonly smtp?: ScriptedServer;
  readonly pop3?: ScriptedServer;
  readonly entra?: MailCheck['endpoints']['entra'];
};

export async function request(
  answers: TokenAnswers,
  servers: Servers = {},
  parts: Partial<MailCheck> = {},
): Promise<MailCheck> {
  const entra = await started(startTokenServer(certificates.sound, answers));
  const smtp = servers.smtp ?? (await started(startSmtpServer({ certificate: certificates.sound })));
  const pop3 = servers.pop3 ?? (await started(startPop3Server({ certificate: certificates.sound })));
  return {
    tenantId,
    clientId,
    clientSecret,
    scope: 'all',
    channels: ['smtp', 'pop3'],
    mailboxes: ['edi@contoso.example'],
    tokenPatience: quickTokenPatience,
    testMail: { subject: 'eBiss mail test', text: 'A test, to be deleted at once.' },
    endpoints: {
      entra: servers.entra ?? { url: entra.url, knownAuthority: entra.authority },
      smtp: { host: 'localhost', port: smtp.port },
      pop3: { host: 'localhost', port: pop3.port },
    },
    ...parts,
  };
}
