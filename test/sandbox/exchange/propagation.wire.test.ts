// Slow Exchange as a client meets it: every command is seen by the commands at once and by SMTP and POP3 later.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Cloud, Tenant } from '../../../sandbox/cloud.ts';
import { runPowerShell } from '../../../sandbox/powershell/run.ts';
import { clientId, objectId, provisionedCloud } from '../../exchange/hand-over-example.ts';
import { type MailServers, pop3Auth, pop3SignIn, sendMail, smtpAuth, startMailServers } from './mail-servers.ts';

const edi = 'edi@contoso.example';
const orders = 'orders@contoso.example';
const hour = 3600;

const register = `New-ServicePrincipal -AppId '${clientId}' -ObjectId '${objectId}' -DisplayName 'eBiss'`;
const fullAccess = (verb: string) =>
  `${verb}-MailboxPermission '${edi}' -User 'eBiss' -AccessRights FullAccess -Confirm:$false`;
const sendAs = (verb: string) =>
  `${verb}-RecipientPermission '${orders}' -Trustee 'eBiss' -AccessRights SendAs -Confirm:$false`;
const smtpOff = (value: string) => `Set-CASMailbox '${edi}' -SmtpClientAuthenticationDisabled ${value}`;
const popOn = (value: string) => `Set-CASMailbox '${edi}' -PopEnabled ${value}`;
const organizationOff = (value: string) => `Set-TransportConfig -SmtpClientAuthenticationDisabled ${value}`;
const unregister = "Remove-ServicePrincipal 'eBiss' -Confirm:$false";
const everything = [register, fullAccess('Add'), sendAs('Add'), smtpOff('$false')];

let cloud: Cloud;
let tenant: Tenant;
let servers: MailServers;
let secondsLater: number;

beforeEach(async () => {
  ({ cloud, tenant } = provisionedCloud());
  secondsLater = 0;
  servers = await startMailServers(cloud, () => Date.now() + secondsLater * 1000);
});

afterEach(() => servers.close());

async function run(...commands: readonly string[]): Promise<string> {
  const { output, error } = await runPowerShell(cloud, tenant, ['Connect-ExchangeOnline', ...commands].join('\n'));
  expect(error).toBeNull();
  return output;
}

const smtp = () => smtpAuth(servers, edi);
const pop3 = () => pop3Auth(servers, edi);
const data = () => sendMail(servers, { mailbox: edi, from: edi, to: edi });
const dataAsOrders = () => sendMail(servers, { mailbox: edi, from: orders, to: edi });

describe('a command', () => {
  it.each([
    ['a registration', [smtpOff('$false')], register, smtp, '535 5.7.3 ', '235 '],
    ['FullAccess, at sign-in to POP3', [register], fullAccess('Add'), pop3, '-ERR Authentication failure', '+OK '],
    ['FullAccess, after DATA', [register, smtpOff('$false')], fullAccess('Add'), data, '430 4.2.0 ', '250 '],
    ['SendAs', [register, fullAccess('Add'), smtpOff('$false')], sendAs('Add'), dataAsOrders, '550 5.7.60 ', '250 '],
    ['SMTP AUTH of a mailbox', [register], smtpOff('$false'), smtp, '535 5.7.139 ', '235 '],
    ['SMTP AUTH of the organization', [register], organizationOff('$false'), smtp, '535 5.7.139 ', '235 '],
    ['POP3 off', everything, popOn('$false'), pop3, '+OK ', '-ERR Authentication failure'],
    ['SMTP AUTH of a mailbox given back', everything, smtpOff('$null'), smtp, '235 ', '535 5.7.139 '],
    ['FullAccess taken away', everything, fullAccess('Remove'), pop3, '+OK ', '-ERR Authentication failure'],
    ['SendAs taken away', everything, sendAs('Remove'), dataAsOrders, '250 ', '550 5.7.60 '],
    ['a registration taken away', everything, unregister, smtp, '235 ', '535 5.7.3 '],
  ])('arrives late, and then not everywhere at once: %s', async (_, before, command, ask, old, now) => {
    await run(...before);
    cloud.propagation = { delaySeconds: hour, flapSeconds: hour };
    await run(command);
    const met = async () => {
      const answer = await ask();
      return answer?.startsWith(old) ? 'old' : answer?.startsWith(now) ? 'new' : answer;
    };
    expect([await met(), await met()]).toEqual(['old', 'old']);
    secondsLater = hour;
    expect([await met(), await met(), await met(), await met()]).toEqual(['new', 'old', 'new', 'old']);
    secondsLater = 2 * hour;
    expect([await met(), await met()]).toEqual(['new', 'new']);
  });

  it('is seen by the commands at once', async () => {
    cloud.propagation = { delaySeconds: hour, flapSeconds: hour };
    await run(...everything, popOn('$false'), organizationOff('$false'));
    expect(await run('(Get-ServicePrincipal).DisplayName')).toBe('eBiss');
    expect(await run(`@(Get-MailboxPermission '${edi}' -User 'eBiss').Count`)).toBe('1');
    expect(await run(`@(Get-RecipientPermission '${orders}' -Trustee 'eBiss').Count`)).toBe('1');
    expect(await run(`(Get-CASMailbox '${edi}').SmtpClientAuthenticationDisabled`)).toBe('False');
    expect(await run(`(Get-CASMailbox '${edi}').PopEnabled`)).toBe('False');
    expect(await run('(Get-TransportConfig).SmtpClientAuthenticationDisabled')).toBe('False');
  });

  it('arrives at once when changes are made fast', async () => {
    cloud.propagation = { delaySeconds: hour, flapSeconds: hour };
    await run(...everything);
    expect(await pop3()).toMatch(/^-ERR /);
    cloud.propagation = { delaySeconds: 0, flapSeconds: 0 };
    expect(await pop3()).toMatch(/^\+OK /);
  });
});

describe('a session', () => {
  it('goes on with what its sign-in met', async () => {
    await run(register, smtpOff('$false'));
    cloud.propagation = { delaySeconds: 0, flapSeconds: hour };
    await run(fullAccess('Add'));
    expect([await data(), await data()].map((answer) => answer?.slice(0, 3))).toEqual(['250', '430']);
  });
});

describe('a mail', () => {
  it('is in the mailbox only after its time, and is not lost', async () => {
    await run(...everything);
    cloud.deliverySeconds = hour;
    expect(await data()).toMatch(/^250 /);
    const count = async () => (await pop3SignIn(servers, edi)).client.pop3('STAT');
    expect(await count()).toBe('+OK 0 0');
    secondsLater = hour;
    expect(await count()).toMatch(/^\+OK 1 \d+$/);
    cloud.deliverySeconds = 2 * hour;
    expect(await count()).toMatch(/^\+OK 1 \d+$/);
  });
});
