// What Exchange was found to have against what was asked for: the differences, each with the commands that mend it. The
// commands are made of the setup's own values alone; nothing that was read from evidence is ever written into one.

import type { Evidence, MailboxState } from '../setup/evidence.ts';
import {
  addFullAccess,
  addSendAs,
  newServicePrincipal,
  removeFullAccess,
  removeOtherRegistrations,
  removeSendAs,
  removeServicePrincipal,
  setOrganizationSmtpAuth,
  setPop,
  setSmtpAuth,
} from './command-lines.ts';
import { switchesOrganization } from './commands.ts';
import { addressesOf, type HandOverFacts } from './hand-over-facts.ts';
import { quotePowerShell } from './quote.ts';

export type RegistrationDifference =
  | 'notRegistered'
  /** With the object id of the app registration: the usual mistake. */
  | 'registeredWithAppRegistration'
  | 'registeredOtherwise'
  | 'registeredMoreThanOnce';

export type MailboxDifference =
  | 'mailboxNotFound'
  | 'smtpAuthOff'
  /** It has no setting of its own, and the organization's is off. */
  | 'smtpAuthFollowsOrganization'
  | 'popOff'
  | 'fullAccessMissing'
  | 'sendAsMissing'
  /** No longer asked for, and not taken back. */
  | 'fullAccessLeft'
  | 'sendAsLeft';

export type Unread = 'registration' | 'organizationSmtpAuth' | 'mailbox' | 'smtpAuth' | 'pop' | 'fullAccess' | 'sendAs';

/** In the order in which they are mended. Without commands: nothing in Exchange mends it. */
export type Difference = { readonly commands: readonly string[] } & (
  | { readonly kind: RegistrationDifference | 'organizationSmtpAuthOff' }
  | { readonly kind: MailboxDifference; readonly mailbox: string }
  /** It could not be told, which is no difference yet. `mailbox` is null for what concerns none. */
  | { readonly kind: 'notRead'; readonly what: Unread; readonly mailbox: string | null }
);

export type DifferenceKind = Difference['kind'];

/** `appRegistrationObjectId`: the object id that must not be registered, but often is. */
export function compareEvidence(
  facts: HandOverFacts,
  appRegistrationObjectId: string,
  evidence: Evidence,
): readonly Difference[] {
  const { mailboxes, sendAs, former } = facts;
  const isAmong = (addresses: readonly string[], address: string) => addresses.some((one) => isSame(one, address));
  return [
    ...registrationDifferences(facts, appRegistrationObjectId, evidence),
    ...organizationDifferences(facts, evidence),
    ...addressesOf(facts).flatMap((address) => {
      const state = stateOf(evidence, address);
      const isAsked = isAmong(mailboxes, address) || isAmong(sendAs, address);
      if (state.found === false) {
        return isAsked ? [{ kind: 'mailboxNotFound' as const, mailbox: address, commands: [] }] : [];
      }
      if (state.found === null) return [notRead('mailbox', address)];
      return [
        ...(isAmong(mailboxes, address) ? mailboxDifferences(facts, evidence, state) : []),
        ...(isAmong(sendAs, address) ? sendAsDifferences(facts, evidence, state) : []),
        ...(isAmong(former.fullAccess, address) ? leftDifferences(facts, evidence, state, 'fullAccess') : []),
        ...(isAmong(former.sendAs, address) ? leftDifferences(facts, evidence, state, 'sendAs') : []),
      ];
    }),
  ];
}

function registrationDifferences(
  { clientId, objectId, appName }: HandOverFacts,
  appRegistrationObjectId: string,
  { registered }: Evidence,
): readonly Difference[] {
  const [app, principal] = [quotePowerShell(clientId), quotePowerShell(objectId)];
  const register = newServicePrincipal(app, principal, quotePowerShell(appName));
  const removeOthers = removeOtherRegistrations(app, principal);
  if (registered === null) return [notRead('registration', null)];
  const [only] = registered;
  if (only === undefined) return [{ kind: 'notRegistered', commands: [register] }];
  const isRight = registered.some((entry) => isSame(entry.objectId, objectId));
  if (registered.length > 1) {
    return [{ kind: 'registeredMoreThanOnce', commands: isRight ? [removeOthers] : [removeOthers, register] }];
  }
  if (isRight) return [];
  if (!isSame(only.objectId, appRegistrationObjectId)) {
    return [{ kind: 'registeredOtherwise', commands: [removeOthers, register] }];
  }
  const remove = removeServicePrincipal(quotePowerShell(appRegistrationObjectId));
  return [{ kind: 'registeredWithAppRegistration', commands: [remove, register] }];
}

function organizationDifferences(facts: HandOverFacts, { organizationSmtpAuthOff }: Evidence): readonly Difference[] {
  if (!switchesOrganization(facts) || organizationSmtpAuthOff === false) return [];
  if (organizationSmtpAuthOff === null) return [notRead('organizationSmtpAuth', null)];
  return [{ kind: 'organizationSmtpAuthOff', commands: [setOrganizationSmtpAuth(false)] }];
}

function mailboxDifferences(facts: HandOverFacts, evidence: Evidence, state: MailboxState): readonly Difference[] {
  const { mailbox } = state;
  const identity = quotePowerShell(mailbox);
  return [
    ...(facts.channels.includes('smtp') ? smtpAuthDifferences(facts, evidence, state) : []),
    ...(facts.channels.includes('pop3')
      ? unlessTrue(state.pop, mailbox, 'pop', { kind: 'popOff', mailbox, commands: [setPop(identity, true)] })
      : []),
    ...unlessTrue(held(facts, evidence, state.fullAccess), mailbox, 'fullAccess', {
      kind: 'fullAccessMissing',
      mailbox,
      commands: [addFullAccess(identity, quotePowerShell(facts.objectId))],
    }),
  ];
}

/** What counts is whether it works: a mailbox may follow an organization that has it on. */
function smtpAuthDifferences(
  facts: HandOverFacts,
  { organizationSmtpAuthOff }: Evidence,
  { mailbox, smtpAuth }: MailboxState,
): readonly Difference[] {
  const commands = [setSmtpAuth(quotePowerShell(mailbox), '$false')];
  switch (smtpAuth) {
    case 'on':
      return [];
    case 'off':
      return [{ kind: 'smtpAuthOff', mailbox, commands }];
    case null:
      return [notRead('smtpAuth', mailbox)];
    case 'organization':
      // Where the organization was to be switched, that is one difference and not one more for each mailbox.
      if (switchesOrganization(facts) || organizationSmtpAuthOff === false) return [];
      return organizationSmtpAuthOff === null
        ? [notRead('smtpAuth', mailbox)]
        : [{ kind: 'smtpAuthFollowsOrganization', mailbox, commands }];
  }
}

function sendAsDifferences(facts: HandOverFacts, evidence: Evidence, { mailbox, sendAs }: MailboxState) {
  const commands = [addSendAs(quotePowerShell(mailbox), quotePowerShell(facts.objectId))];
  return unlessTrue(held(facts, evidence, sendAs), mailbox, 'sendAs', { kind: 'sendAsMissing', mailbox, commands });
}

/** What is no longer asked for was to be taken back. */
function leftDifferences(
  facts: HandOverFacts,
  evidence: Evidence,
  state: MailboxState,
  right: 'fullAccess' | 'sendAs',
): readonly Difference[] {
  const { mailbox } = state;
  const [identity, principal] = [quotePowerShell(mailbox), quotePowerShell(facts.objectId)];
  const isHeld = held(facts, evidence, state[right]);
  if (isHeld === false) return [];
  if (isHeld === null) return [notRead(right, mailbox)];
  return right === 'fullAccess'
    ? [{ kind: 'fullAccessLeft', mailbox, commands: [removeFullAccess(identity, principal)] }]
    : [{ kind: 'sendAsLeft', mailbox, commands: [removeSendAs(identity, principal)] }];
}

/** An application that is not registered holds nothing, so that it need not be read. */
function held({ objectId }: HandOverFacts, { registered }: Evidence, state: boolean | null): boolean | null {
  if (registered === null || registered.some((entry) => isSame(entry.objectId, objectId))) return state;
  return false;
}

function unlessTrue(
  state: boolean | null,
  mailbox: string,
  what: Unread,
  difference: Difference,
): readonly Difference[] {
  if (state === true) return [];
  return [state === null ? notRead(what, mailbox) : difference];
}

function notRead(what: Unread, mailbox: string | null): Difference {
  return { kind: 'notRead', what, mailbox, commands: [] };
}

function stateOf({ mailboxes }: Evidence, address: string): MailboxState {
  const unread = { found: null, smtpAuth: null, pop: null, fullAccess: null, sendAs: null };
  return { ...unread, ...mailboxes.find(({ mailbox }) => isSame(mailbox, address)), mailbox: address };
}

function isSame(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
