import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Mailbox, Tenant } from '../../../sandbox/cloud.ts';
import { clientId, objectId, provisionedCloud } from '../../exchange/hand-over-example.ts';
import { xoauth2 } from './line-client.ts';
import { type MailServers, pop3Auth, startMailServers } from './mail-servers.ts';

const edi = 'edi@contoso.example';
const refused = '-ERR Authentication failure: unknown user name or bad password.';
const first = 'Subject: one\r\n\r\nline 1\r\n.line 2\r\nline 3\r\n';
const second = 'Subject: two\r\n\r\nbody\r\n';

let tenant: Tenant;
let mailbox: Mailbox;
let servers: MailServers;

beforeEach(async () => {
  const provisioned = provisionedCloud();
  tenant = provisioned.tenant;
  const [found] = tenant.mailboxes;
  if (found === undefined) throw new Error('The tenant has mailboxes.');
  mailbox = found;
  mailbox.fullAccess.push(objectId);
  mailbox.inbox.push(
    { id: 'a', receivedAt: '2026-11-24T08:00:00.000Z', raw: first },
    { id: 'b', receivedAt: '2026-11-24T08:01:00.000Z', raw: second },
  );
  tenant.exchangeServicePrincipals.push({ appId: clientId, objectId, displayName: 'eBiss', guid: 'a' });
  servers = await startMailServers(provisioned.cloud);
});

afterEach(() => servers.close());

async function greeted() {
  const client = await servers.pop3();
  expect(await client.pop3()).toMatch(/^\+OK The Microsoft Exchange POP3 service is ready\. \[/);
  return client;
}

async function signedIn() {
  const client = await greeted();
  await client.pop3('AUTH XOAUTH2');
  expect(await client.pop3(xoauth2(edi, 'good'))).toBe('+OK User successfully authenticated.');
  return client;
}

describe('sign-in', () => {
  it('is announced and takes two lines', async () => {
    const client = await greeted();
    const capabilities = await client.pop3Lines('CAPA');
    expect(capabilities).toEqual(expect.arrayContaining(['+OK', 'TOP', 'UIDL', 'SASL PLAIN XOAUTH2']));
    expect(await client.pop3('AUTH XOAUTH2')).toBe('+ ');
    expect(await client.pop3(xoauth2(edi, 'good'))).toBe('+OK User successfully authenticated.');
  });

  it('in one line is a protocol error that ends the connection', async () => {
    const client = await greeted();
    expect(await client.pop3(`AUTH XOAUTH2 ${xoauth2(edi, 'good')}`)).toBe(
      '-ERR Protocol error. Connection is closed. 10',
    );
    expect(await client.line()).toBeNull();
  });

  it('with a password is refused', async () => {
    const client = await greeted();
    expect(await client.pop3(`USER ${edi}`)).toBe('+OK');
    expect(await client.pop3('PASS secret')).toBe('-ERR Logon failure: unknown user name or bad password.');
  });

  it.each([
    ['a token that is refused', edi, 'forged'],
    ['a token without the role', edi, 'smtpOnly'],
    ['an unknown mailbox', 'nobody@contoso.example', 'good'],
    ['a mailbox without FullAccess', 'orders@contoso.example', 'good'],
  ])('is refused, always in the same words, for %s', async (_, address, token) => {
    expect(await pop3Auth(servers, address, token)).toBe(refused);
  });

  it('is refused where POP3 is off, or nothing is registered', async () => {
    mailbox.popEnabled = false;
    expect(await pop3Auth(servers, edi)).toBe(refused);
    mailbox.popEnabled = true;
    tenant.exchangeServicePrincipals = [];
    expect(await pop3Auth(servers, edi)).toBe(refused);
  });

  it('comes before anything else', async () => {
    const client = await greeted();
    expect(await client.pop3('STAT')).toBe('-ERR Command is not valid in this state.');
    expect(await client.pop3('AUTH XOAUTH2')).toBe('+ ');
    expect(await client.pop3('*')).toMatch(/^-ERR /);
    expect(await client.pop3('QUIT')).toMatch(/^\+OK /);
    expect(await client.line()).toBeNull();
  });
});

describe('the mailbox', () => {
  it('is counted and listed', async () => {
    const client = await signedIn();
    expect(await client.pop3('STAT')).toBe(`+OK 2 ${first.length + second.length}`);
    expect(await client.pop3Lines('LIST')).toEqual(['+OK', `1 ${first.length}`, `2 ${second.length}`]);
    expect(await client.pop3('LIST 2')).toBe(`+OK 2 ${second.length}`);
    expect(await client.pop3Lines('UIDL')).toEqual(['+OK', '1 a', '2 b']);
    expect(await client.pop3('UIDL 3')).toMatch(/^-ERR /);
    expect(await client.pop3('NOOP')).toBe('+OK');
  });

  it('is read with dots doubled', async () => {
    const client = await signedIn();
    expect(await client.pop3Lines('RETR 1')).toEqual(['+OK', 'Subject: one', '', 'line 1', '..line 2', 'line 3']);
    expect(await client.pop3Lines('TOP 1 1')).toEqual(['+OK', 'Subject: one', '', 'line 1']);
    expect(await client.pop3Lines('TOP 1 9')).toEqual(['+OK', 'Subject: one', '', 'line 1', '..line 2', 'line 3']);
    expect(await client.pop3('RETR 9')).toMatch(/^-ERR /);
  });

  it('gives the header and the empty line after it for TOP n 0, and wants the number', async () => {
    const client = await signedIn();
    expect(await client.pop3Lines('TOP 2 0')).toEqual(['+OK', 'Subject: two', '']);
    for (const wrong of ['TOP 2', 'TOP 2 all', 'TOP 9 0']) expect(await client.pop3(wrong)).toMatch(/^-ERR /);
    mailbox.inbox.push({ id: 'c', receivedAt: '2026-11-24T08:02:00.000Z', raw: 'Subject: no body\r\n' });
    const next = await signedIn();
    expect(await next.pop3Lines('TOP 3 0')).toEqual(['+OK', 'Subject: no body']);
  });

  it('loses what is deleted at QUIT and not before', async () => {
    const client = await signedIn();
    expect(await client.pop3('DELE 1')).toBe('+OK');
    expect(await client.pop3('STAT')).toBe(`+OK 1 ${second.length}`);
    expect(await client.pop3('RSET')).toBe('+OK');
    expect(await client.pop3('DELE 2')).toBe('+OK');
    expect(mailbox.inbox.map(({ id }) => id)).toEqual(['a', 'b']);
    expect(await client.pop3('QUIT')).toMatch(/^\+OK /);
    expect(mailbox.inbox.map(({ id }) => id)).toEqual(['a']);
  });

  it('answers no more for what is marked, and keeps the numbers of the rest', async () => {
    const client = await signedIn();
    expect(await client.pop3('DELE 1')).toBe('+OK');
    for (const command of ['DELE 1', 'RETR 1', 'TOP 1 0', 'LIST 1', 'UIDL 1']) {
      expect(await client.pop3(command)).toMatch(/^-ERR /);
    }
    expect(await client.pop3Lines('UIDL')).toEqual(['+OK', '2 b']);
    expect(await client.pop3('RSET')).toBe('+OK');
    expect(await client.pop3('UIDL 1')).toBe('+OK 1 a');
  });

  it('loses nothing where the client leaves without QUIT', async () => {
    const client = await signedIn();
    expect(await client.pop3('DELE 1')).toBe('+OK');
    client.close();
    expect(await (await signedIn()).pop3Lines('UIDL')).toEqual(['+OK', '1 a', '2 b']);
  });
});
