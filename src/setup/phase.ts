// The phase that people are shown, derived from what was asked and observed. Never stored, so it cannot disagree.

import type { Setup } from './setup.ts';
import { setupVerdict } from './verdict.ts';

export type Phase =
  | 'planned'
  | 'provisioning'
  | 'stopped'
  | 'handedOver'
  | 'checking'
  | 'waiting'
  /** In order, and tried again to be sure. */
  | 'confirming'
  | 'wrong'
  | 'signedIn'
  | 'verified'
  | 'cancelled';

export function isProvisioned(setup: Setup): boolean {
  return setup.application !== null && setup.servicePrincipal !== null && setup.secret !== null;
}

export function isConsented(setup: Setup): boolean {
  return setup.request.channels.every((channel) => setup.consented.includes(channel));
}

export function phaseOf(setup: Setup): Phase {
  if (setup.cancelledAt !== null) return 'cancelled';
  if (setup.run !== null) return 'provisioning';
  if (setup.problem !== null) return 'stopped';
  if (!isProvisioned(setup)) return 'planned';
  if (setup.checking !== null) return 'checking';
  return checkedPhase(setup);
}

function checkedPhase(setup: Setup): Phase {
  const verdict = setupVerdict(setup);
  if (verdict === 'verified' || verdict === 'signedIn') return verdict;
  if (verdict === 'accepted' && setup.nextCheckAt !== null) return 'confirming';
  if (setup.exchangeReport === null) return 'handedOver';
  if (setup.nextCheckAt !== null) return 'waiting';
  return verdict === 'untested' || verdict === 'accepted' ? 'handedOver' : 'wrong';
}
