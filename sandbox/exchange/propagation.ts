// How slowly Exchange's mail servers learn what was changed by command: late, and then not all of them at once. The
// commands themselves always see what they changed.

import { isDeepStrictEqual } from 'node:util';
import type { Mailbox, Tenant } from '../cloud.ts';
import type { EarlierSettings, ExchangeSettings, MailboxSettings, Propagation } from './settings.ts';

/** Runs a command of an administrator, and keeps what it changes for those who have yet to learn of it. */
export function remembering<Result>(
  tenant: Tenant,
  propagation: Propagation,
  now: number,
  command: () => Result,
): Result {
  const before = presentSettings(tenant);
  const result = command();
  if (!isDeepStrictEqual(before, presentSettings(tenant))) {
    tenant.earlierSettings.push({ settings: before, changedAt: now, signIns: new Map() });
  }
  forgetArrived(tenant, propagation, now);
  return result;
}

/**
 * What a sign-in that begins now acts on. While a change is arriving, it counts those under `key`: the first, third and
 * fifth meet a server that knows the change.
 */
export function settingsForSignIn(
  tenant: Tenant,
  propagation: Propagation,
  now: number,
  key: string,
): ExchangeSettings {
  forgetArrived(tenant, propagation, now);
  const { earlierSettings: earlier } = tenant;
  const waiting = earlier.findIndex(({ changedAt }) => now < changedAt + propagation.delaySeconds * 1000);
  const arriving = waiting === -1 ? earlier : earlier.slice(0, waiting);
  const [oldest, newest] = [arriving[0], arriving.at(-1)];
  if (oldest !== undefined && newest !== undefined && numberOfSignIn(newest, key) % 2 === 0) return oldest.settings;
  return earlier[waiting]?.settings ?? presentSettings(tenant);
}

/** Counts from 1, anew for each change. */
function numberOfSignIn({ signIns }: EarlierSettings, key: string): number {
  const number = (signIns.get(key) ?? 0) + 1;
  signIns.set(key, number);
  return number;
}

/** Whether the mail servers have something to learn yet. */
export function isPropagating(tenant: Tenant, propagation: Propagation, now: number): boolean {
  return tenant.earlierSettings.some((earlier) => !hasArrived(earlier, propagation, now));
}

/** What has arrived stays so, however slow changes are made to be later. */
function forgetArrived(tenant: Tenant, propagation: Propagation, now: number): void {
  tenant.earlierSettings = tenant.earlierSettings.filter((earlier) => !hasArrived(earlier, propagation, now));
}

function hasArrived({ changedAt }: EarlierSettings, { delaySeconds, flapSeconds }: Propagation, now: number): boolean {
  return changedAt + (delaySeconds + flapSeconds) * 1000 <= now;
}

/** A copy. */
function presentSettings(tenant: Tenant): ExchangeSettings {
  const { exchangeServicePrincipals, smtpClientAuthenticationDisabled, mailboxes } = tenant;
  return {
    exchangeServicePrincipals: exchangeServicePrincipals.map((principal) => ({ ...principal })),
    smtpClientAuthenticationDisabled,
    mailboxes: new Map(mailboxes.map((mailbox) => [mailbox.guid, copied(mailbox)])),
  };
}

function copied(mailbox: Mailbox): MailboxSettings {
  const { smtpClientAuthenticationDisabled, popEnabled, fullAccess, sendAs } = mailbox;
  return { smtpClientAuthenticationDisabled, popEnabled, fullAccess: [...fullAccess], sendAs: [...sendAs] };
}
