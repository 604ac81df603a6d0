// What stands in the fields of the setup card, as text, exactly as it is shown and sent back. Nothing here is checked.

import type { SetupRequest } from '../setup/request.ts';

export const formFields = [
  'tenant',
  'mailboxes',
  'channels',
  'appName',
  'server',
  'sender',
  'sendAs',
  'smtpAuth',
  'confirmOrganization',
  'secretMonths',
  'roundTrip',
  'reference',
] as const;

export type FormField = (typeof formFields)[number];

/** Toggles hold 'true' or 'false'; `channels` is comma-separated, as the client sends it. */
export type FormValues = Readonly<Record<FormField, string>>;

/** The most characters that are read and kept of each field; the card asks the client for the same. */
export const longest: Readonly<Record<FormField, number>> = {
  tenant: 253,
  mailboxes: 13_000,
  channels: 40,
  appName: 120,
  server: 60,
  sender: 254,
  sendAs: 5,
  smtpAuth: 20,
  confirmOrganization: 5,
  secretMonths: 5,
  roundTrip: 5,
  reference: 60,
};

/** A card that nobody has filled in yet. `tenant` is the person's own. */
export function blankForm(tenant: string): FormValues {
  return {
    tenant,
    mailboxes: '',
    channels: 'smtp,pop3',
    appName: 'eBiss 3 mail',
    server: '',
    sender: '',
    sendAs: 'true',
    smtpAuth: 'mailbox',
    confirmOrganization: 'false',
    secretMonths: '12',
    roundTrip: 'true',
    reference: '',
  };
}

/** A request put back into the fields it came from, to be changed. */
export function formFor(request: SetupRequest): FormValues {
  return {
    tenant: request.tenant.typed,
    mailboxes: request.mailboxes.join('\n'),
    channels: request.channels.join(','),
    appName: request.appName,
    server: request.server,
    sender: request.sender ?? '',
    sendAs: String(request.sendAs),
    smtpAuth: request.smtpAuth,
    confirmOrganization: String(request.smtpAuth === 'organization'),
    secretMonths: String(request.secretMonths),
    roundTrip: String(request.roundTrip),
    reference: request.reference ?? '',
  };
}
