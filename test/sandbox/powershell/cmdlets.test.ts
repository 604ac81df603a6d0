import { beforeEach, describe, expect, it } from 'vitest';
import type { Cloud, Tenant } from '../../../sandbox/cloud.ts';
import { contosoId, fabrikamId } from '../../../sandbox/contoso.ts';
import { openSession, runPowerShell } from '../../../sandbox/powershell/run.ts';
import { clientId, objectId, provisionedCloud, registrationId } from '../../exchange/hand-over-example.ts';

let cloud: Cloud;
let tenant: Tenant;

beforeEach(() => {
  ({ cloud, tenant } = provisionedCloud());
});

async function run(...commands: readonly string[]): Promise<string> {
  const { output, error } = await runPowerShell(cloud, tenant, ['Connect-ExchangeOnline', ...commands].join('\n'));
  return error === null ? output : `ERROR ${error.message}`;
}

const register = `New-ServicePrincipal -AppId '${clientId}' -ObjectId '${objectId}' -DisplayName 'eBiss'`;
const fullAccess = (user: string) => `Add-MailboxPermission -Identity 'EDI' -User '${user}' -AccessRights FullAccess`;

describe('Connect-ExchangeOnline', () => {
  it.each([
    ['the own tenant, by id or domain', `Connect-ExchangeOnline -Organization '${contosoId.toUpperCase()}'`, ''],
    ['another tenant', `Connect-ExchangeOnline -Organization '${fabrikamId}'`, 'AADSTS50020'],
    ['no tenant', "Connect-ExchangeOnline -Organization '<tenant>'", "AADSTS90002: Tenant '<tenant>' not found."],
    ['an unknown module', 'Import-Module Exchange', "The specified module 'Exchange' was not loaded"],
    [
      'nothing at all',
      "Connect-ExchangeOnline -Organization ''",
      "parameter 'Organization' because it is an empty string",
    ],
  ])('%s', async (_, command, message) => {
    expect(await run(command)).toContain(message);
  });
});

describe('a connection', () => {
  const shown =
    'Get-ConnectionInformation | Select-Object State, UserPrincipalName, TenantID, DelegatedOrganization | ConvertTo-Json -Compress';

  it('shows who is signed in: an Exchange administrator, or the person at the console', async () => {
    expect(await run(shown)).toContain('"UserPrincipalName":"erik.admin@contoso.example"');
    const session = openSession({ account: tenant.accounts[0] ?? null });
    const { output } = await runPowerShell(cloud, tenant, `Connect-ExchangeOnline\n${shown}`, session);
    expect(output).toBe(
      `{"State":"Connected","UserPrincipalName":"alex.admin@contoso.example","TenantID":"${contosoId}","DelegatedOrganization":""}`,
    );
  });

  it('with delegated access leads to the customer, and shows the own tenant', async () => {
    const command = `Connect-ExchangeOnline -DelegatedOrganization '${fabrikamId}' -DisableWAM`;
    expect(await run(command, shown)).toContain(`"TenantID":"${contosoId}","DelegatedOrganization":"${fabrikamId}"`);
    expect(await run(command, '(Get-AcceptedDomain).DomainName')).toBe('fabrikam.example');
    expect(await run(command, '@(Get-CASMailbox).Count')).toBe('0');
  });

  it('is refused in a way that try catches', async () => {
    const command = "try { Connect-ExchangeOnline -Organization 'nowhere' } catch { 'caught' }";
    expect(await run(command)).toBe('caught');
  });
});

describe('modules', () => {
  const old = openSession({ modules: [{ name: 'ExchangeOnlineManagement', version: '3.1.0' }] });
  const atLeast = "Import-Module ExchangeOnlineManagement -MinimumVersion '3.2.0'";

  it('are compared by version, number by number', async () => {
    const newer = "@(Get-Module ExchangeOnlineManagement -ListAvailable | Where-Object Version -ge '3.2.0').Count";
    expect(await run(newer)).toBe('1');
    expect((await runPowerShell(cloud, tenant, newer, old)).output).toBe('0');
  });

  it('are imported where they are new enough', async () => {
    expect(await run(atLeast)).toBe('');
    expect((await runPowerShell(cloud, tenant, atLeast, old)).error?.message).toContain(
      "with version '3.2.0' was not loaded",
    );
  });
});

describe('an identity that nobody has', () => {
  const everybody = "'edi@contoso.example', 'orders@contoso.example', 'invoices@contoso.example'";

  it.each(['Get-Recipient', 'Get-RecipientPermission'])('%s answers it with everything', async (cmdlet) => {
    expect(await run(`@(${cmdlet} -Identity 'x@contoso.example').Count`)).toBe(String(everybody.split(',').length));
    expect(await run(`@(${cmdlet} -Identity 'EDI').Count`)).toBe('1');
  });
});

describe('New-ServicePrincipal', () => {
  it('takes the id of the enterprise application, once', async () => {
    expect(await run(register)).toContain(objectId);
    expect(await run(register)).toContain('already exists');
    expect(tenant.exchangeServicePrincipals).toHaveLength(1);
  });

  it('takes the id of the app registration without a hint', async () => {
    await run(register.replace(objectId, registrationId));
    expect(tenant.exchangeServicePrincipals).toMatchObject([{ appId: clientId, objectId: registrationId }]);
  });

  it('refuses ids that exist nowhere, or not yet', async () => {
    expect(await run(register.replace(objectId, contosoId))).toContain('was found in Microsoft Entra ID');
    expect(await run(register.replace(clientId, contosoId))).toContain('was found in Microsoft Entra ID');
    for (const app of tenant.servicePrincipals) app.knownAt = Date.now() + 60_000;
    expect(await run(register)).toContain('was found in Microsoft Entra ID');
  });

  it('needs both ids', async () => {
    expect(await run('New-ServicePrincipal')).toContain('missing mandatory parameters: AppId ObjectId.');
  });
});

describe('Get-ServicePrincipal', () => {
  it('answers an unknown identity with everything', async () => {
    await run(register);
    expect(await run('Get-ServicePrincipal -Identity $null | ConvertTo-Json')).toContain(clientId);
    expect(await run("Get-ServicePrincipal 'nobody' | ConvertTo-Json")).toContain(clientId);
    expect(await run("Get-ServicePrincipal | Where-Object AppId -eq 'nobody'")).toBe('');
  });
});

describe('permissions', () => {
  beforeEach(async () => {
    await run(register);
  });

  it.each([objectId, clientId, 'eBiss'])('know the application as %s', async (user) => {
    await run(fullAccess(user));
    expect(tenant.mailboxes[0]?.fullAccess).toEqual([objectId]);
  });

  it('are refused for who or what does not exist', async () => {
    expect(await run(fullAccess('nobody'))).toContain(`Couldn't find object "nobody".`);
    expect(await run(fullAccess('eBiss').replace('EDI', 'x@contoso.example'))).toMatch(
      /The operation couldn't be performed because object 'x@contoso.example' couldn't be found on '.+'\./,
    );
    expect(await run(fullAccess('eBiss').replace('FullAccess', 'SendAs'))).toContain("parameter 'AccessRights'");
  });

  it('warn, and change nothing, the second time', async () => {
    await run(fullAccess('eBiss'));
    expect(await run(fullAccess('eBiss'))).toContain(
      'WARNING: The appropriate access control entry is already present',
    );
    expect(tenant.mailboxes[0]?.fullAccess).toEqual([objectId]);
  });

  it.each([
    `Add-RecipientPermission -Identity 'EDI' -Trustee '${objectId}' -AccessRights SendAs`,
    `Remove-MailboxPermission -Identity 'EDI' -User '${objectId}' -AccessRights FullAccess`,
    'Remove-ServicePrincipal eBiss',
  ])('would wait for a confirmation: %s', async (command) => {
    expect(await run(command)).toContain('waits for an answer: add -Confirm:$false');
  });

  it('are shown and taken back', async () => {
    const send = (verb: string) =>
      `${verb}-RecipientPermission -Identity 'EDI' -Trustee '${objectId}' -AccessRights SendAs -Confirm:$false`;
    await run(fullAccess('eBiss'), send('Add'));
    expect(await run("Get-MailboxPermission 'EDI' -User 'eBiss'")).toContain(`User         : ${objectId}`);
    expect(await run("Get-RecipientPermission 'EDI'")).toContain(`Trustee           : ${objectId}`);
    await run(fullAccess('eBiss').replace('Add-', 'Remove-').concat(' -Confirm:$false'), send('Remove'));
    expect(tenant.mailboxes[0]).toMatchObject({ fullAccess: [], sendAs: [] });
    expect(await run(send('Remove'))).toMatch(/^WARNING: Can't remove the access control entry .+ isn't present\.$/);
    const full = fullAccess('eBiss').replace('Add-', 'Remove-').concat(' -Confirm:$false');
    expect(await run(full)).toMatch(
      /^WARNING: Can't remove the access control entry .+ doesn't exist on the object\.$/,
    );
  });

  it('go with the service principal', async () => {
    await run(fullAccess('eBiss'), "Set-ServicePrincipal 'eBiss' -DisplayName 'Other'");
    await run("Remove-ServicePrincipal 'Other' -Confirm:$false");
    expect(tenant.exchangeServicePrincipals).toEqual([]);
    expect(tenant.mailboxes[0]?.fullAccess).toEqual([]);
    expect(await run("Remove-ServicePrincipal 'Other' -Confirm:$false")).toContain("couldn't be found on");
  });
});

describe('switches', () => {
  it('are set, shown and given back to the organization', async () => {
    await run("Set-CASMailbox 'EDI' -SmtpClientAuthenticationDisabled $false -PopEnabled $false");
    expect(tenant.mailboxes[0]).toMatchObject({ smtpClientAuthenticationDisabled: false, popEnabled: false });
    await run("Set-CASMailbox 'EDI' -SmtpClientAuthenticationDisabled $null");
    expect(tenant.mailboxes[0]?.smtpClientAuthenticationDisabled).toBeNull();
    expect(await run("Set-CASMailbox 'EDI' -PopEnabled $false")).toContain('no settings');
  });

  it('take booleans and nothing that looks like one', async () => {
    expect(await run("Set-CASMailbox 'EDI' -PopEnabled 'false'")).toContain('to type "System.Boolean"');
    expect(await run("Set-CASMailbox 'EDI' -PopEnabled $null")).toContain('to type "System.Boolean"');
    expect(await run('Set-CASMailbox -Identity $null -PopEnabled $true')).toContain('because it is null');
  });

  it('of the organization', async () => {
    await run('Set-TransportConfig -SmtpClientAuthenticationDisabled $false');
    expect(tenant.smtpClientAuthenticationDisabled).toBe(false);
    expect(await run('(Get-TransportConfig).SmtpClientAuthenticationDisabled')).toBe('False');
  });
});
