// Both mail servers of the sandbox over one tenant, with tokens that are just names for their claims.

import type { Cloud } from '../../../sandbox/cloud.ts';
import { contosoId } from '../../../sandbox/contoso.ts';
import type { MailTokenClaims } from '../../../sandbox/exchange/authorization.ts';
import { startPop3 } from '../../../sandbox/exchange/pop3.ts';
import { startSmtp } from '../../../sandbox/exchange/smtp.ts';
import { clientId, objectId } from '../../exchange/hand-over-example.ts';
import { makeCertificates } from '../../support/wire-certificates.ts';
import { LineClient, xoauth2 } from './line-client.ts';

const app = { tid: contosoId, appid: clientId, oid: objectId };

export const claims: Readonly<Record<string, MailTokenClaims>> = {
  good: { ...app, roles: ['SMTP.SendAsApp', 'POP.AccessAsApp'] },
  noRoles: { ...app, roles: [] },
  smtpOnly: { ...app, roles: ['SMTP.SendAsApp'] },
  popOnly: { ...app, roles: ['POP.AccessAsApp'] },
};

const { root, sound } = makeCertificates();

export type MailServers = Awaited<ReturnType<typeof startMailServers>>;

export async function startMailServers(cloud: Cloud, now = () => Date.now()) {
  const options = { cloud, now, tls: sound, port: 0, verifyToken: (token: string) => claims[token] ?? null };
  const [smtp, pop3] = await Promise.all([startSmtp(options), startPop3(options)]);
  const clients: LineClient[] = [];
  const kept = (client: LineClient) => {
    clients.push(client);
    return client;
  };
  return {
    plainSmtp: async () => kept(await LineClient.plain(smtp.port)),
    pop3: async () => kept(await LineClient.secure(pop3.port, root)),
    /** After STARTTLS and EHLO. */
    smtp: async () => {
      const plain = await LineClient.plain(smtp.port);
      await plain.smtp();
      await plain.smtp('EHLO client.example');
      await plain.smtp('STARTTLS');
      const secure = kept(await plain.upgrade(root));
      await secure.smtp('EHLO client.example');
      return secure;
    },
    close: async () => {
      for (const client of clients) client.close();
      await Promise.all([smtp.close(), pop3.close()]);
    },
  };
}

export async function smtpAuth(servers: MailServers, mailbox: string, token = 'good'): Promise<string | null> {
  return (await servers.smtp()).smtp(`AUTH XOAUTH2 ${xoauth2(mailbox, token)}`);
}

export async function pop3Auth(servers: MailServers, mailbox: string, token = 'good'): Promise<string | null> {
  return (await pop3SignIn(servers, mailbox, token)).answer;
}

/** The answer, and the client to go on with. */
export async function pop3SignIn(servers: MailServers, mailbox: string, token = 'good') {
  const client = await servers.pop3();
  await client.pop3();
  await client.pop3('AUTH XOAUTH2');
  return { client, answer: await client.pop3(xoauth2(mailbox, token)) };
}

type Sending = { readonly mailbox: string; readonly from: string; readonly header?: string; readonly to: string };

/** The reply to the end of DATA. */
export async function sendMail(servers: MailServers, { mailbox, from, header = from, to }: Sending) {
  const client = await servers.smtp();
  await client.smtp(`AUTH XOAUTH2 ${xoauth2(mailbox, 'good')}`);
  await client.smtp(`MAIL FROM:<${from}>`);
  await client.smtp(`RCPT TO:<${to}>`);
  await client.smtp('DATA');
  return client.smtp(`From: "EDI" <${header}>\r\nTo: ${to}\r\nSubject: order\r\n\r\nfirst\r\n..dots\r\n.`);
}
