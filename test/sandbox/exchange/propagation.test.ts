// When the mail servers learn of a change, second by second.

import { beforeEach, describe, expect, it } from 'vitest';
import type { Tenant } from '../../../sandbox/cloud.ts';
import { isPropagating, remembering, settingsForSignIn } from '../../../sandbox/exchange/propagation.ts';
import { provisionedCloud } from '../../exchange/hand-over-example.ts';

const slow = { delaySeconds: 60, flapSeconds: 30 };

let tenant: Tenant;

beforeEach(() => {
  ({ tenant } = provisionedCloud());
});

/** As Set-TransportConfig does it, from `true`. */
function switchOn(second: number, propagation = slow): void {
  remembering(tenant, propagation, second * 1000, () => {
    tenant.smtpClientAuthenticationDisabled = false;
  });
}

function register(second: number): void {
  remembering(tenant, slow, second * 1000, () => {
    tenant.exchangeServicePrincipals.push({ appId: 'a', objectId: 'b', displayName: 'c', guid: 'd' });
  });
}

/** Which position of the switch. */
function met(second: number, key = 'smtp edi', propagation = slow): string {
  const settings = settingsForSignIn(tenant, propagation, second * 1000, key);
  return settings.smtpClientAuthenticationDisabled ? 'old' : 'new';
}

function registrations(second: number, key = 'smtp edi'): number {
  return settingsForSignIn(tenant, slow, second * 1000, key).exchangeServicePrincipals.length;
}

describe('a change', () => {
  it('is not met before the delay has passed, then by every second sign-in, then by all', () => {
    switchOn(100);
    expect([100, 130, 159.999].map((second) => met(second))).toEqual(['old', 'old', 'old']);
    expect([160, 161, 170, 189].map((second) => met(second))).toEqual(['new', 'old', 'new', 'old']);
    expect([190, 191].map((second) => met(second))).toEqual(['new', 'new']);
  });

  it('is counted for each mailbox and protocol by itself', () => {
    switchOn(100);
    const keys = ['smtp edi', 'pop3 edi', 'smtp orders', 'smtp edi', 'pop3 edi', 'smtp edi'];
    expect(keys.map((key) => met(160, key))).toEqual(['new', 'new', 'new', 'old', 'old', 'new']);
  });

  it('is met at once where nothing is slow, and stays met when changes become slow', () => {
    const atOnce = { delaySeconds: 0, flapSeconds: 0 };
    switchOn(100, atOnce);
    expect(tenant.earlierSettings).toEqual([]);
    expect(met(100)).toBe('new');
    switchOn(100);
    expect(met(101, 'smtp edi', atOnce)).toBe('new');
    expect(met(102)).toBe('new');
  });

  it('arrives when changes are made fast', () => {
    switchOn(100);
    expect(met(101)).toBe('old');
    expect(met(101, 'smtp edi', { delaySeconds: 1, flapSeconds: 0 })).toBe('new');
    expect(met(102)).toBe('new');
  });

  it('that changes nothing does not begin anew', () => {
    switchOn(100);
    switchOn(150);
    expect(isPropagating(tenant, slow, 189_999)).toBe(true);
    expect(isPropagating(tenant, slow, 190_000)).toBe(false);
    expect(met(190)).toBe('new');
  });
});

describe('several changes', () => {
  it('arrive one after the other, each beginning with a server that knows it', () => {
    register(100);
    switchOn(110);
    expect([registrations(160), met(160, 'pop3 edi')]).toEqual([1, 'old']);
    expect([registrations(161), registrations(162), registrations(163)]).toEqual([0, 1, 0]);
    expect([met(170), met(171)]).toEqual(['new', 'old']);
    expect([registrations(172), registrations(173)]).toEqual([1, 0]);
    expect([registrations(190), registrations(191), registrations(192)]).toEqual([1, 1, 1]);
    expect([met(193), met(194), met(200)]).toEqual(['old', 'new', 'new']);
  });
});
