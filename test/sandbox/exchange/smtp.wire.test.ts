import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Mailbox, Tenant } from '../../../sandbox/cloud.ts';
import { clientId, objectId, provisionedCloud } from '../../exchange/hand-over-example.ts';
import { xoauth2 } from './line-client.ts';
import { type MailServers, pop3SignIn, sendMail, smtpAuth, startMailServers } from './mail-servers.ts';

const edi = 'edi@contoso.example';
const orders = 'orders@contoso.example';
const unsuccessful = /^535 5\.7\.3 Authentication unsuccessful \[[^\]]+\]$/;

let tenant: Tenant;
let mailbox: Mailbox;
let servers: MailServers;

beforeEach(async () => {
  const provisioned = provisionedCloud();
  tenant = provisioned.tenant;
  const [first] = tenant.mailboxes;
  if (first === undefined) throw new Error('The tenant has mailboxes.');
  mailbox = first;
  mailbox.smtpClientAuthenticationDisabled = false;
  mailbox.fullAccess.push(objectId);
  tenant.exchangeServicePrincipals.push({ appId: clientId, objectId, displayName: 'eBiss', guid: 'a' });
  servers = await startMailServers(provisioned.cloud);
});

afterEach(() => servers.close());

describe('before TLS', () => {
  it('offers STARTTLS and no AUTH', async () => {
    const client = await servers.plainSmtp();
    expect(await client.smtp()).toMatch(/^220 /);
    const offered = await client.smtpLines('EHLO client.example');
    expect(offered.some((line) => line.endsWith('STARTTLS'))).toBe(true);
    expect(offered.join()).not.toContain('AUTH');
  });

  it('knows no AUTH and takes no mail', async () => {
    const client = await servers.plainSmtp();
    await client.smtp();
    await client.smtp('EHLO client.example');
    expect(await client.smtp(`AUTH XOAUTH2 ${xoauth2(edi, 'good')}`)).toBe(
      '504 5.7.4 Unrecognized authentication type',
    );
    expect(await client.smtp(`MAIL FROM:<${edi}>`)).toBe('530 5.7.57 Client not authenticated to send mail');
  });
});

describe('AUTH', () => {
  it('is offered as XOAUTH2 alone, and taken in one line', async () => {
    const client = await servers.smtp();
    expect((await client.smtpLines('EHLO client.example')).join()).toContain('AUTH XOAUTH2');
    expect(await client.smtp('AUTH PLAIN AGEAYg==')).toBe('504 5.7.4 Unrecognized authentication type');
    expect(await client.smtp(`AUTH XOAUTH2 ${xoauth2(edi, 'good')}`)).toBe('235 2.7.0 Authentication successful');
  });

  it('is taken in two lines', async () => {
    const client = await servers.smtp();
    expect(await client.smtp('AUTH XOAUTH2')).toBe('334 ');
    expect(await client.smtp(xoauth2(edi, 'good'))).toBe('235 2.7.0 Authentication successful');
  });

  it.each([
    ['a token that is refused', edi, 'forged', unsuccessful],
    ['a token without the role', edi, 'popOnly', unsuccessful],
    ['an unknown mailbox', 'nobody@contoso.example', 'good', unsuccessful],
    [
      'a mailbox that follows an organization without SMTP AUTH',
      orders,
      'good',
      '535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant. Visit https://aka.ms/smtp_auth_disabled for more information.',
    ],
  ])('is refused for %s', async (_, address, token, said) => {
    expect(await smtpAuth(servers, address, token)).toEqual(
      typeof said === 'string' ? said : expect.stringMatching(said),
    );
  });

  it('is refused for something that is no XOAUTH2 response', async () => {
    const client = await servers.smtp();
    expect(await client.smtp('AUTH XOAUTH2 bm9uc2Vuc2U=')).toMatch(unsuccessful);
  });

  it('heeds the mailbox before the organization', async () => {
    tenant.smtpClientAuthenticationDisabled = false;
    expect(await smtpAuth(servers, orders)).toMatch(/^235 /);
    mailbox.smtpClientAuthenticationDisabled = true;
    expect(await smtpAuth(servers, edi)).toContain('SmtpClientAuthentication is disabled for the Mailbox.');
  });

  it('is refused while security defaults are on', async () => {
    tenant.securityDefaults = true;
    expect(await smtpAuth(servers, edi)).toBe(
      "535 5.7.139 Authentication unsuccessful, user is locked by your organization's security defaults policy. Contact your administrator.",
    );
  });

  it('is refused by an authentication policy', async () => {
    tenant.authenticationPolicyBlocks = true;
    expect(await smtpAuth(servers, edi)).toBe(
      '535 5.7.139 Authentication unsuccessful, the request did not meet the criteria to be authenticated successfully. Contact your administrator.',
    );
  });

  it('does not ask for FullAccess', async () => {
    mailbox.fullAccess = [];
    expect(await smtpAuth(servers, edi)).toMatch(/^235 /);
  });
});

describe('a message', () => {
  it('lands in the inbox', async () => {
    expect(await sendMail(servers, { mailbox: edi, from: edi, to: orders })).toMatch(/^250 2\.0\.0 OK /);
    const [mail] = tenant.mailboxes[1]?.inbox ?? [];
    expect(mail?.raw).toMatch(/^Received: [^\r\n]+\r\nFrom: "EDI" <edi@contoso.example>\r\n/);
    expect(mail?.raw).toContain('first\r\n.dots');
  });

  it('to the mailbox itself is there for POP3', async () => {
    expect(await sendMail(servers, { mailbox: edi, from: edi, to: edi })).toMatch(/^250 /);
    const { client } = await pop3SignIn(servers, edi);
    expect(await client.pop3Lines('TOP 1 0')).toContain('Subject: order');
  });

  it('is refused at its end without FullAccess', async () => {
    mailbox.fullAccess = [];
    expect(await sendMail(servers, { mailbox: edi, from: edi, to: edi })).toMatch(
      /^430 4\.2\.0 STOREDRV; mailbox logon failure; .*MapiExceptionLogonFailed/,
    );
    expect(mailbox.inbox).toEqual([]);
  });

  it('with another sender in the envelope needs SendAs there', async () => {
    const sending = { mailbox: edi, from: orders, to: edi };
    expect(await sendMail(servers, sending)).toBe(
      '550 5.7.60 SMTP; Client does not have permissions to send as this sender',
    );
    tenant.mailboxes[1]?.sendAs.push(objectId);
    expect(await sendMail(servers, sending)).toMatch(/^250 /);
  });

  it('with another From needs SendAs there', async () => {
    expect(await sendMail(servers, { mailbox: edi, from: edi, header: orders, to: edi })).toMatch(
      /^554 5\.2\.252 SendAsDenied; edi@contoso.example not allowed to send as orders@contoso.example; /,
    );
    tenant.mailboxes[1]?.sendAs.push(objectId);
    expect(await sendMail(servers, { mailbox: edi, from: edi, header: orders, to: edi })).toMatch(/^250 /);
  });
});
