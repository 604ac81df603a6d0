import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Cloud, Tenant } from '../../sandbox/cloud.ts';
import { runPowerShell } from '../../sandbox/powershell/run.ts';
import { handOverCommands } from '../../src/exchange/commands.ts';
import { handOverScript } from '../../src/exchange/script.ts';
import type { SetupRequest } from '../../src/setup/request.ts';
import { exchange } from '../../src/words/en/exchange.ts';
import { type MailServers, pop3Auth, sendMail, smtpAuth, startMailServers } from '../sandbox/exchange/mail-servers.ts';
import { factsOf, objectId, provisionedCloud, registrationId, textHash } from './hand-over-example.ts';

const edi = 'edi@contoso.example';
const invoices = 'invoices@contoso.example';
const accepted = { smtp: '235 2.7.0 Authentication successful', pop3: '+OK User successfully authenticated.' };
const popRefused = '-ERR Authentication failure: unknown user name or bad password.';

let cloud: Cloud;
let tenant: Tenant;
let servers: MailServers;

beforeEach(async () => {
  ({ cloud, tenant } = provisionedCloud());
  for (const mailbox of tenant.mailboxes) mailbox.popEnabled = false;
  servers = await startMailServers(cloud);
});

afterEach(() => servers.close());

async function execute(source: string) {
  return (await runPowerShell(cloud, tenant, source)).error;
}

function commandsOf(request: Partial<SetupRequest>, without: RegExp = /^never$/): string {
  const commands = handOverCommands(factsOf(request)).flatMap((group) => group.commands);
  return commands.filter((command) => !without.test(command)).join('\n');
}

describe('after the commands', () => {
  it.each<[string, Partial<SetupRequest>]>([
    ['one mailbox', { mailboxes: [edi] }],
    ['several mailboxes', {}],
    ['SMTP AUTH for the organization', { smtpAuth: 'organization' }],
  ])('eBiss can sign in, send and receive: %s', async (_, request) => {
    expect(await smtpAuth(servers, edi)).not.toBe(accepted.smtp);
    expect(await execute(commandsOf(request))).toBeNull();
    expect(await smtpAuth(servers, edi)).toBe(accepted.smtp);
    expect(await sendMail(servers, { mailbox: edi, from: edi, to: edi })).toMatch(/^250 /);
    expect(await pop3Auth(servers, edi)).toBe(accepted.pop3);
    expect(await pop3Auth(servers, invoices)).toBe(popRefused);
  });

  it('mail may carry the sender that was asked for', async () => {
    const request = { mailboxes: [edi], sender: invoices };
    expect(await execute(commandsOf(request, /^Add-RecipientPermission/))).toBeNull();
    const sending = { mailbox: edi, from: invoices, to: edi };
    expect(await sendMail(servers, sending)).toMatch(/^550 5\.7\.60 /);
    expect(await execute(`Connect-ExchangeOnline\n${commandsOf(request, /^(?!Add-RecipientPermission)/)}`)).toBeNull();
    expect(await sendMail(servers, sending)).toMatch(/^250 /);
  });

  it('the script does the same', async () => {
    expect(await execute(handOverScript(factsOf(), textHash, exchange.script))).toBeNull();
    expect(await smtpAuth(servers, edi)).toBe(accepted.smtp);
    expect(await pop3Auth(servers, edi)).toBe(accepted.pop3);
  });
});

describe('with one command left out', () => {
  it('Set-CASMailbox for SMTP: disabled for the tenant', async () => {
    expect(await execute(commandsOf({}, /SmtpClientAuthenticationDisabled/))).toBeNull();
    expect(await smtpAuth(servers, edi)).toContain('SmtpClientAuthentication is disabled for the Tenant.');
    expect(await pop3Auth(servers, edi)).toBe(accepted.pop3);
  });

  it('Set-CASMailbox for POP3: refused without a reason', async () => {
    expect(await execute(commandsOf({}, /PopEnabled/))).toBeNull();
    expect(await smtpAuth(servers, edi)).toBe(accepted.smtp);
    expect(await pop3Auth(servers, edi)).toBe(popRefused);
  });

  it('Add-MailboxPermission: SMTP refuses the message, POP3 the sign-in', async () => {
    expect(await execute(commandsOf({}, /^Add-MailboxPermission/))).toBeNull();
    expect(await smtpAuth(servers, edi)).toBe(accepted.smtp);
    expect(await sendMail(servers, { mailbox: edi, from: edi, to: edi })).toMatch(/^430 4\.2\.0 /);
    expect(await pop3Auth(servers, edi)).toBe(popRefused);
  });

  it('New-ServicePrincipal: the next command that names the application fails', async () => {
    const error = await execute(commandsOf({}, /^New-ServicePrincipal/));
    expect(error?.message).toContain(`Couldn't find object "${objectId}".`);
    expect(await smtpAuth(servers, edi)).toMatch(/^535 5\.7\.3 /);
  });

  it('Connect-ExchangeOnline: no cmdlet is known', async () => {
    const error = await execute(commandsOf({}, /^Connect/));
    expect(error).toEqual({
      line: 2,
      message:
        "The term 'New-ServicePrincipal' is not recognized as a name of a cmdlet, function, script file, or executable program.",
    });
  });
});

it('the object id of the app registration is accepted by Exchange and refused at every sign-in', async () => {
  expect(await execute(commandsOf({}).replaceAll(objectId, registrationId))).toBeNull();
  expect(await smtpAuth(servers, edi)).toMatch(/^535 5\.7\.3 /);
  expect(await pop3Auth(servers, edi)).toBe(popRefused);
});
