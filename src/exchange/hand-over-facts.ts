// The exact values that the commands for Exchange need. There are none before application and service principal exist,
// so that no command with a gap in it can be made.

import { formerOf, sendAsOn } from '../setup/exchange-memory.ts';
import type { Touched } from '../setup/hand-over.ts';
import type { Channel, SmtpAuthSwitch } from '../setup/request.ts';
import type { Setup } from '../setup/setup.ts';

export type HandOverFacts = {
  readonly setupId: string;
  readonly tenantId: string;
  /** Application (client) id. */
  readonly clientId: string;
  /** Object id of the enterprise application, never that of the app registration. */
  readonly objectId: string;
  readonly appName: string;
  readonly channels: readonly Channel[];
  readonly mailboxes: readonly string[];
  readonly smtpAuth: SmtpAuthSwitch;
  /** Mailboxes on which the application needs SendAs; may be one that is not among `mailboxes`. */
  readonly sendAs: readonly string[];
  /** Of earlier hand-overs that may have been run, and not asked for any more. */
  readonly former: Touched;
};

/** null as long as application or service principal is missing. */
export function handOverFacts(setup: Setup): HandOverFacts | null {
  const { application, servicePrincipal, request } = setup;
  if (application === null || servicePrincipal === null) return null;
  return {
    setupId: setup.id,
    tenantId: request.tenant.id,
    clientId: application.appId,
    objectId: servicePrincipal.objectId,
    appName: request.appName,
    channels: request.channels,
    mailboxes: request.mailboxes,
    smtpAuth: request.smtpAuth,
    sendAs: sendAsOn(request),
    former: formerOf(setup),
  };
}

/** Every address that the commands name, each once: what is read as a mailbox, then the senders that are none of them. */
export function addressesOf(facts: HandOverFacts): readonly string[] {
  return [...mailboxesOf(facts), ...sendersApart(facts, [...facts.sendAs, ...facts.former.sendAs])];
}

/** The mailboxes, and those that were opened to the application earlier. */
export function mailboxesOf({ mailboxes, former }: HandOverFacts): readonly string[] {
  return [...mailboxes, ...former.fullAccess];
}

/** Those of these addresses that are not among the mailboxes, present and former ones. */
export function sendersApart(facts: HandOverFacts, senders: readonly string[]): readonly string[] {
  const listed = new Set(mailboxesOf(facts).map((address) => address.toLowerCase()));
  return senders.filter((address) => !listed.has(address.toLowerCase()));
}
