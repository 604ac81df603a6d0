// Add-, Get- and Remove-MailboxPermission: FullAccess, the one right that is modelled.

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
  textOf,
  textsOf,
} from './arguments.ts';

const right = 'FullAccess';

function toShown(mailbox: Mailbox, user: string, rights: readonly string[]): PsObject {
  return toObject({ Identity: mailbox.name, User: user, AccessRights: rights, IsInherited: false, Deny: false });
}

function target({ bound, tenant }: Call): { readonly mailbox: Mailbox; readonly user: string } {
  onlyRight(textsOf(bound, 'AccessRights'), right);
  return {
    mailbox: mailboxOf(tenant, textOf(bound, 'Identity')),
    user: principalOf(tenant, textOf(bound, 'User')),
  };
}

export const addMailboxPermission: Cmdlet = {
  name: 'Add-MailboxPermission',
  needsConnection: true,
  parameters: { Identity: 'text', User: 'text', AccessRights: 'texts', AutoMapping: 'boolean', Confirm: 'switch' },
  positional: ['Identity'],
  mandatory: ['Identity', 'User', 'AccessRights'],
  takesInput: false,
  run: (call) => {
    confirm(call, 'whenTold');
    const { mailbox, user } = target(call);
    if (mailbox.fullAccess.includes(user)) call.write(alreadyPresent(mailbox, user));
    else mailbox.fullAccess.push(user);
    return [toShown(mailbox, user, [right])];
  },
};

export const getMailboxPermission: Cmdlet = {
  name: 'Get-MailboxPermission',
  needsConnection: true,
  parameters: { Identity: 'text', User: 'text' },
  positional: ['Identity'],
  mandatory: ['Identity'],
  takesInput: false,
  run: ({ bound, tenant }) => {
    const mailbox = mailboxOf(tenant, textOf(bound, 'Identity'));
    const wanted = bound.has('User') ? principalOf(tenant, textOf(bound, 'User')) : null;
    const users = mailbox.fullAccess.filter((id) => wanted === null || id === wanted);
    const own = wanted === null ? [toShown(mailbox, 'NT AUTHORITY\\SELF', [right, 'ReadPermission'])] : [];
    return [...own, ...users.map((id) => toShown(mailbox, id, [right]))];
  },
};

export const removeMailboxPermission: Cmdlet = {
  name: 'Remove-MailboxPermission',
  needsConnection: true,
  parameters: { Identity: 'text', User: 'text', AccessRights: 'texts', Confirm: 'switch' },
  positional: ['Identity'],
  mandatory: ['Identity', 'User', 'AccessRights'],
  takesInput: false,
  run: (call) => {
    const { mailbox, user } = target(call);
    confirm(call, 'always');
    if (!mailbox.fullAccess.includes(user)) call.write(notPresent(mailbox, user, "doesn't exist on the object"));
    mailbox.fullAccess = mailbox.fullAccess.filter((id) => id !== user);
    return [];
  },
};
