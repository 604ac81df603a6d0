// The same reason told of the bot's own test, of a change in the tenant, and of what eBiss or its server met.

import { describe, expect, it } from 'vitest';
import { type Problem, problem, type Reason } from '../../src/setup/problem.ts';
import { words } from '../../src/words/words.ts';

const { problem: said, problemAfterWaiting } = words('en');

function about(reason: Reason, parts: Partial<Problem> = {}): Problem {
  return { ...problem({ reason, step: 'verification', actor: 'networkAdministrator', remedy: 'askAdmin' }), ...parts };
}

function textOf(told: ReturnType<typeof said>): string {
  return Object.values(told).join(' ');
}

describe('what eBiss or the script on its server met', () => {
  it.each([
    'nameNotResolved',
    'connectionRefused',
    'connectionLost',
    'timedOut',
    'certificateUntrusted',
    'protocolUnexpected',
  ] as const)('%s is looked for on that server and not on the machine of the bot', (reason) => {
    const there = said(about(reason), 'ebiss');
    expect(textOf(there)).toContain('eBiss server');
    expect(textOf(there)).not.toMatch(/\bbot\b|NODE_EXTRA_CA_CERTS|trusted here/);
    expect(there.who).toBe('Whoever runs the network or firewall around the eBiss server');
    expect(said(about(reason)).who).toBe('Whoever runs the network or firewall around this bot');
  });

  const input = { actor: 'requester', remedy: 'changeInput' } as const;

  it.each([
    ['clientSecretRefused', /Value of the client secret from the settings page.*not its Secret ID/],
    ['applicationUnknown', /client ID and tenant ID from the settings page in eBiss/],
    ['tenantUnknown', /tenant ID from the settings page in eBiss/],
  ] as const)('%s is a matter of what was entered', (reason, how) => {
    const there = said(about(reason, input), 'ebiss');
    expect(there.how).toMatch(how);
    expect(there.again).not.toContain('setup');
    expect(said(about(reason)).how).not.toMatch(how);
  });

  it('is told as of the bot where it is in the tenant itself', () => {
    const unknown = about('applicationUnknown', { actor: 'entraAdministrator' });
    expect(said(unknown, 'ebiss')).toEqual(said(unknown));
  });

  it('is the policy that blocks that server', () => {
    expect(said(about('conditionalAccess'), 'ebiss').what).toMatch(/blocks the sign-in from the eBiss server/);
  });
});

describe('a test', () => {
  it.each(['throttled', 'noAnswer'] as const)('%s changes nothing, and is not continued', (reason) => {
    const told = textOf(said(about(reason, { actor: 'nobody', remedy: 'retry' })));
    expect(told).not.toMatch(/Continue|whether the change|already created/);
    expect(told).toMatch(/[Aa] test changes nothing/);
    expect(textOf(said(about(reason, { step: 'application' })))).toContain('Continue');
  });
});

describe('what has not passed by itself', () => {
  it.each([
    ['throttled', 'Microsoft Entra administrator'],
    ['clientSecretRefused', 'Microsoft Entra administrator'],
    ['permissionMissing', 'Microsoft Entra administrator'],
    ['tokenRefused', 'Microsoft Entra administrator'],
    ['noAnswer', 'network'],
    ['timedOut', 'network'],
    ['mailServerBusy', 'Exchange administrator'],
    ['notRegisteredOrPropagating', 'Exchange administrator'],
  ] as const)('%s is looked at by whoever sees that place', (reason, who) => {
    expect(problemAfterWaiting(about(reason, { actor: 'nobody', remedy: 'wait' })).who).toContain(who);
  });
});

it.each(['notRegistered', 'wrongObjectId', 'fullAccessMissing', 'popOff', 'sendAsMissing'] as const)(
  '%s names the cmdlet, as commands stand below only where the setup is known',
  (reason) => {
    const { how } = said(about(reason));
    expect(how).toMatch(/(New-ServicePrincipal|Add-MailboxPermission|Set-CASMailbox|Add-RecipientPermission)/);
    expect(how).not.toContain('below');
  },
);
