// Get-Recipient: whatever has an address. Only mailboxes are modelled.

import type { Cmdlet } from '../cmdlet.ts';
import { toObject } from '../value.ts';
import { recipientsOf } from './arguments.ts';

export const getRecipient: Cmdlet = {
  name: 'Get-Recipient',
  needsConnection: true,
  parameters: { Identity: 'text' },
  positional: ['Identity'],
  mandatory: [],
  takesInput: false,
  run: (call) =>
    recipientsOf(call).map(({ name, address, guid }) =>
      toObject({ Identity: name, Name: name, PrimarySmtpAddress: address, Guid: guid, RecipientType: 'UserMailbox' }),
    ),
};
