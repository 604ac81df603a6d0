import { describe, expect, it } from 'vitest';
import { runPowerShell } from '../../sandbox/powershell/run.ts';
import { handOverScript, handOverScriptBytes, scriptFileName } from '../../src/exchange/script.ts';
import { exchange } from '../../src/words/en/exchange.ts';
import { clientId, factsOf, objectId, provisionedCloud, registrationId } from './hand-over-example.ts';

const script = handOverScript(factsOf(), exchange.script);

function register(tenant: ReturnType<typeof provisionedCloud>['tenant'], appId: string, registered: string) {
  tenant.exchangeServicePrincipals.push({
    appId,
    objectId: registered,
    displayName: 'Earlier',
    guid: `guid-of-${registered}`,
  });
}

describe('the script', () => {
  it('is UTF-8 with byte-order mark and CRLF throughout', () => {
    const bytes = handOverScriptBytes(factsOf(), exchange.script);
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    expect(script.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    expect(scriptFileName(factsOf())).toBe('ebiss-mail-K7Q2M4.ps1');
  });

  it('is short enough to be read before it is run', () => {
    expect(script.split('\r\n').length).toBeLessThan(60);
  });

  it('may be run twice', async () => {
    const { cloud, tenant } = provisionedCloud();
    const bytes = new TextDecoder('utf-8', { ignoreBOM: true }).decode(handOverScriptBytes(factsOf(), exchange.script));
    expect((await runPowerShell(cloud, tenant, bytes)).error).toBeNull();
    const once = structuredClone(tenant);
    const again = await runPowerShell(cloud, tenant, bytes);
    expect(again.error).toBeNull();
    expect(again.output).toContain('WARNING: ');
    expect(tenant).toEqual(once);
  });

  it('leaves the registrations of other applications alone', async () => {
    const { cloud, tenant } = provisionedCloud();
    register(tenant, 'another-app', 'another-object');
    expect((await runPowerShell(cloud, tenant, script)).error).toBeNull();
    expect(tenant.exchangeServicePrincipals.map(({ appId }) => appId)).toEqual(['another-app', clientId]);
  });

  it('stops, and grants nothing, where the app is registered with the wrong object id', async () => {
    const { cloud, tenant } = provisionedCloud();
    register(tenant, clientId, registrationId);
    const { error } = await runPowerShell(cloud, tenant, script);
    expect(error?.message).toBe(exchange.script.notRegistered);
    expect(tenant.mailboxes.flatMap(({ fullAccess }) => fullAccess)).toEqual([]);
  });

  it('ends by printing what is set', async () => {
    const { cloud, tenant } = provisionedCloud();
    await runPowerShell(cloud, tenant, script);
    const { output } = await runPowerShell(cloud, tenant, script);
    const printed = output.slice(output.indexOf('{\n'));
    expect(printed).toContain(`"ObjectId": "${objectId}"`);
    expect(printed).toContain('"SmtpClientAuthenticationDisabled": false');
    expect(printed).toContain('"FullAccess"');
    expect(printed).toContain('"SendAs"');
  });

  it('also shows the organization where that was switched', async () => {
    const { cloud, tenant } = provisionedCloud();
    const source = handOverScript(
      factsOf({ smtpAuth: 'organization', sender: 'invoices@contoso.example' }),
      exchange.script,
    );
    const { output, error } = await runPowerShell(cloud, tenant, source);
    expect(error).toBeNull();
    expect(output).toContain('{\n  "SmtpClientAuthenticationDisabled": false\n}');
  });

  it('has comments of one plain line each', () => {
    const lines = Object.values(exchange.script).map((line) => (typeof line === 'string' ? line : line('K7Q2M4')));
    for (const line of lines) expect(line).toMatch(/^[\x20-\x7E]+$/);
  });
});
