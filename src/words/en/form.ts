// Words of the setup card: labels, examples, hints, and what to do about each mistake.

import type { MistakeKind } from '../../conversation/read-form.ts';

const mistakes: Readonly<Record<MistakeKind, string>> = {
  missing: 'Fill in this field.',
  tooLong: 'This is longer than the field can hold. Shorten it; the end was cut off.',
  unsafeCharacters: 'There is an invisible or control character in it. Type the value instead of pasting it.',
  notATenant: 'Write a domain of the tenant, such as contoso.com, or its tenant ID.',
  tenantUnknown: 'Microsoft Entra ID knows no tenant by this name. Check the spelling, or use the tenant ID.',
  tenantNoAnswer: 'Microsoft Entra ID did not answer, so the tenant could not be checked. Press again in a minute.',
  tenantNotAllowed: 'This bot is not set up to work for that tenant. Ask those who run the bot to allow it.',
  notAnAddress: 'This is not a mail address. Write one address per line, such as edi@contoso.com. Check:',
  tooManyMailboxes: 'One setup holds at most 50 mailboxes. Take some out and make a second setup for them.',
  noChannel: 'Choose at least one channel.',
  senderNeedsSendAs:
    'The sender is not one of the mailboxes, so Exchange refuses it without Send As. Switch on “Grant Send As”, or leave the sender empty. Sender:',
  confirmOrganization: 'Confirm it, or choose “Only for these mailboxes”.',
  notOffered: 'Choose one of the values offered.',
};

export const form = {
  title: 'Connect eBiss 3 to Microsoft 365 mail',
  lead: 'Fill this in and you get the plan. Nothing is changed before a Microsoft Entra administrator has authorized it.',
  changeLead: 'Change what you asked for. Nothing has been created yet.',
  changeLaterLead:
    'Change what the Exchange administrators are asked for. They decide anew on the changed request. Tenant, app registration and channels exist and stay as they are.',
  lookAgain: (count: number) =>
    count === 1
      ? 'One field needs another look. What you typed is still there.'
      : `${count} fields need another look. What you typed is still there.`,
  required: 'Fill in this field.',
  tenant: 'Microsoft 365 tenant',
  tenantExample: 'contoso.com or the tenant ID',
  mailboxes: 'Mailboxes that eBiss uses',
  mailboxesExample: 'edi@contoso.com, one per line, up to 50',
  channels: 'Channels',
  smtp: 'SMTP Send (outgoing mail)',
  pop3: 'POP3 Receive (incoming mail)',
  appName: 'Name of the app registration',
  appNameExample: 'eBiss 3 mail',
  server: 'eBiss installation',
  serverExample: 'EDI-PROD-01',
  more: 'More options',
  moreHint: 'Sender, SMTP AUTH, lifetime of the secret, reference',
  sender: 'Sender address, if it is not the mailbox itself',
  senderExample: 'noreply@contoso.com',
  sendAs: 'Grant Send As on the mailboxes',
  smtpAuth: 'Switch on SMTP AUTH',
  smtpAuthMailbox: 'Only for these mailboxes (recommended)',
  smtpAuthOrganization: 'For the whole organization',
  organizationConsequence:
    'SMTP AUTH will be on for every mailbox of the organization that has no setting of its own, not only for those above. Stolen passwords could then be tried on all of them.',
  confirmOrganization: 'I want SMTP AUTH on for the whole organization',
  secretMonths: 'Lifetime of the client secret',
  months: (months: number) => `${months} months`,
  roundTrip: 'Prove it with a test mail from each mailbox to itself, which is deleted again',
  reference: 'Your reference',
  referenceExample: 'Ticket number, for example CHG-4711',
  submit: 'Show the plan',
  submitChange: 'Send the changed request',
  mistakes,
};
