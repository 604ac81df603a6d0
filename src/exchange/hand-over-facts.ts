// The exact values that the commands for Exchange need. There are none before application and service principal exist,
// so that no command with a gap in it can be made.

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
    sendAs: sendAsOn(setup.request),
  };
}

/** SendAs belongs on the address in From: on the sender where there is one, else on each mailbox. Nothing is sent by POP3. */
function sendAsOn({ channels, sendAs, sender, mailboxes }: Setup['request']): readonly string[] {
  if (!sendAs || !channels.includes('smtp')) return [];
  return sender === null ? mailboxes : [sender];
}

/** Every address that the commands name, each once: the mailboxes, then the senders that are none of them. */
export function addressesOf({ mailboxes, sendAs }: HandOverFacts): readonly string[] {
  const listed = new Set(mailboxes.map((address) => address.toLowerCase()));
  return [...mailboxes, ...sendAs.filter((address) => !listed.has(address.toLowerCase()))];
}
