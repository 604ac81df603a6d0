// Set- and Get-CASMailbox: the switches for SMTP AUTH and POP3 of one mailbox.

import type { Mailbox } from '../../cloud.ts';
import type { Cmdlet } from '../cmdlet.ts';
import { toObject } from '../value.ts';
import { booleanOf, confirm, mailboxOf, textOf } from './arguments.ts';

export const setCasMailbox: Cmdlet = {
  name: 'Set-CASMailbox',
  needsConnection: true,
  parameters: {
    Identity: 'text',
    SmtpClientAuthenticationDisabled: 'booleanOrNull',
    PopEnabled: 'boolean',
    Confirm: 'switch',
  },
  positional: ['Identity'],
  mandatory: ['Identity'],
  takesInput: false,
  run: (call) => {
    confirm(call, 'whenTold');
    const { bound, tenant, write } = call;
    const mailbox = mailboxOf(tenant, textOf(bound, 'Identity'));
    const before = JSON.stringify(switchesOf(mailbox));
    if (bound.has('SmtpClientAuthenticationDisabled')) {
      mailbox.smtpClientAuthenticationDisabled = booleanOf(bound, 'SmtpClientAuthenticationDisabled');
    }
    if (bound.has('PopEnabled')) mailbox.popEnabled = booleanOf(bound, 'PopEnabled') === true;
    if (JSON.stringify(switchesOf(mailbox)) === before) {
      write(`WARNING: The command completed successfully but no settings of '${mailbox.name}' have been modified.`);
    }
    return [];
  },
};

function switchesOf(mailbox: Mailbox): readonly [boolean | null, boolean] {
  return [mailbox.smtpClientAuthenticationDisabled, mailbox.popEnabled];
}

export const getCasMailbox: Cmdlet = {
  name: 'Get-CASMailbox',
  needsConnection: true,
  parameters: { Identity: 'text' },
  positional: ['Identity'],
  mandatory: [],
  takesInput: false,
  run: ({ bound, tenant }) => {
    const mailboxes = bound.has('Identity') ? [mailboxOf(tenant, textOf(bound, 'Identity'))] : tenant.mailboxes;
    return mailboxes.map((mailbox) =>
      toObject({
        Identity: mailbox.name,
        Name: mailbox.name,
        PrimarySmtpAddress: mailbox.address,
        Guid: mailbox.guid,
        SmtpClientAuthenticationDisabled: mailbox.smtpClientAuthenticationDisabled,
        PopEnabled: mailbox.popEnabled,
      }),
    );
  },
};
