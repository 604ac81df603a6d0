// What an application that has signed in may do: open the mailbox, send as somebody. By Exchange's own permissions.

import { findMailbox, type Mailbox, type Tenant } from '../cloud.ts';
import type { ExchangeServicePrincipal, ExchangeSettings, MailboxSettings } from './settings.ts';

/** A session goes on with what its sign-in met. */
export type SignedIn = {
  readonly tenant: Tenant;
  readonly principal: ExchangeServicePrincipal;
  readonly mailbox: Mailbox;
  readonly settings: ExchangeSettings;
};

/** FullAccess. POP3 asks at sign-in, SMTP not before the end of DATA. */
export function mayOpen({ mailbox, principal, settings }: SignedIn): boolean {
  return mailboxSettings(mailbox, settings).fullAccess.includes(principal.objectId);
}

/** Its own address needs no permission; any other must be a mailbox on which the application holds SendAs. */
export function maySendAs({ tenant, mailbox, principal, settings }: SignedIn, address: string): boolean {
  const sender = findMailbox(tenant, address);
  if (sender === undefined) return false;
  return sender === mailbox || mailboxSettings(sender, settings).sendAs.includes(principal.objectId);
}

/** A mailbox that was not there before is as it is now. */
export function mailboxSettings(mailbox: Mailbox, settings: ExchangeSettings): Readonly<MailboxSettings> {
  return settings.mailboxes.get(mailbox.guid) ?? mailbox;
}
