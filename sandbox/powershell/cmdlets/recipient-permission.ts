// Add-, Get- and Remove-RecipientPermission: SendAs. The two that change something always ask unless told not to.

import type { Mailbox } from '../../cloud.ts';
import type { Call, Cmdlet } from '../cmdlet.ts';
import { type PsObject, toObject } from '../value.ts';
import {
  alreadyPresent,
  confirm,
  mailboxOf,
  notPresent,
  onlyRight,
  principalOf,
  recipientsOf,
  textOf,
  textsOf,
} from './arguments.ts';

const right = 'SendAs';

function toShown(mailbox: Mailbox, trustee: string): PsObject {
  return toObject({
    Identity: mailbox.name,
    Trustee: trustee,
    AccessControlType: 'Allow',
    AccessRights: [right],
    IsInherited: false,
  });
}

function target({ bound, tenant }: Call): { readonly mailbox: Mailbox; readonly trustee: string } {
  onlyRight(textsOf(bound, 'AccessRights'), right);
  return {
    mailbox: mailboxOf(tenant, textOf(bound, 'Identity')),
    trustee: principalOf(tenant, textOf(bound, 'Trustee')),
  };
}

export const addRecipientPermission: Cmdlet = {
  name: 'Add-RecipientPermission',
  needsConnection: true,
  parameters: { Identity: 'text', Trustee: 'text', AccessRights: 'texts', Confirm: 'switch' },
  positional: ['Identity'],
  mandatory: ['Identity', 'Trustee', 'AccessRights'],
  takesInput: false,
  run: (call) => {
    const { mailbox, trustee } = target(call);
    confirm(call, 'always');
    if (mailbox.sendAs.includes(trustee)) call.write(alreadyPresent(mailbox, trustee));
    else mailbox.sendAs.push(trustee);
    return [toShown(mailbox, trustee)];
  },
};

export const getRecipientPermission: Cmdlet = {
  name: 'Get-RecipientPermission',
  needsConnection: true,
  parameters: { Identity: 'text', Trustee: 'text' },
  positional: ['Identity'],
  mandatory: [],
  takesInput: false,
  run: (call) => {
    const { bound, tenant } = call;
    const mailboxes = recipientsOf(call);
    const wanted = bound.has('Trustee') ? principalOf(tenant, textOf(bound, 'Trustee')) : null;
    return mailboxes.flatMap((mailbox) => {
      const trustees = mailbox.sendAs.filter((id) => wanted === null || id === wanted);
      const own = wanted === null ? ['NT AUTHORITY\\SELF'] : [];
      return [...own, ...trustees].map((trustee) => toShown(mailbox, trustee));
    });
  },
};

export const removeRecipientPermission: Cmdlet = {
  name: 'Remove-RecipientPermission',
  needsConnection: true,
  parameters: { Identity: 'text', Trustee: 'text', AccessRights: 'texts', Confirm: 'switch' },
  positional: ['Identity'],
  mandatory: ['Identity', 'Trustee', 'AccessRights'],
  takesInput: false,
  run: (call) => {
    const { mailbox, trustee } = target(call);
    confirm(call, 'always');
    if (!mailbox.sendAs.includes(trustee)) call.write(notPresent(mailbox, trustee, "isn't present"));
    mailbox.sendAs = mailbox.sendAs.filter((id) => id !== trustee);
    return [];
  },
};
