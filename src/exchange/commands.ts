// Part 2 of the manual procedure with real values: the commands that an Exchange administrator runs, in groups that
// are explained one by one. Nothing is left to fill in, and every value is quoted.

import {
  addFullAccess,
  addSendAs,
  newServicePrincipal,
  removeFullAccess,
  removeSendAs,
  setOrganizationSmtpAuth,
  setPop,
  setSmtpAuth,
} from './command-lines.ts';
import type { HandOverFacts } from './hand-over-facts.ts';
import { quotePowerShell } from './quote.ts';

/** What a group is about; title and explanation are chosen by it. */
export type CommandTopic =
  | 'connect'
  | 'register'
  | 'smtpAuth'
  | 'smtpAuthEverywhere'
  | 'pop'
  | 'fullAccess'
  | 'sendAs'
  | 'eachMailbox'
  | 'noLongerUsed'
  | UndoTopic;

/** What taking back is about. `leftAlone` has no command: it says which switches cannot be put back. */
export type UndoTopic =
  | 'removeSendAs'
  | 'removeFullAccess'
  | 'popBack'
  | 'smtpAuthBack'
  | 'smtpAuthEverywhereBack'
  | 'unregister'
  | 'leftAlone';

export type CommandGroup = {
  /** Of the manual procedure. */
  readonly section: '2.1' | '2.2' | '2.3' | '2.4' | '2.3–2.4';
  readonly topic: CommandTopic;
  /** Each is complete in itself and may have several lines. */
  readonly commands: readonly string[];
};

/** With more mailboxes than this, a card shows the pattern instead. */
export const mailboxesOnCard = 5;

/** Every command, mailbox by mailbox. */
export function handOverCommands(facts: HandOverFacts): readonly CommandGroup[] {
  const principal = quotePowerShell(facts.objectId);
  const each = (command: (identity: string) => string) =>
    facts.mailboxes.map((mailbox) => command(quotePowerShell(mailbox)));
  const groups: readonly CommandGroup[] = [
    ...preparation(facts),
    { section: '2.3', topic: 'smtpAuth', commands: switchesSmtp(facts) ? each(enableSmtpAuth) : [] },
    { section: '2.3', topic: 'pop', commands: facts.channels.includes('pop3') ? each(enablePop) : [] },
    { section: '2.4', topic: 'fullAccess', commands: each((identity) => addFullAccess(identity, principal)) },
    {
      section: '2.4',
      topic: 'sendAs',
      commands: facts.sendAs.map((address) => addSendAs(quotePowerShell(address), principal)),
    },
    { section: '2.4', topic: 'noLongerUsed', commands: formerCommands(facts) },
  ];
  return groups.filter(({ commands }) => commands.length > 0);
}

/** The same commands with one loop over all mailboxes, for a list too long to be read on a card. */
export function commandPattern(facts: HandOverFacts): readonly CommandGroup[] {
  const principal = quotePowerShell(facts.objectId);
  const sendAs = sendAsApart(facts).map((address) => addSendAs(quotePowerShell(address), principal));
  const mailboxes = facts.mailboxes.map(quotePowerShell).join(', ');
  const body = mailboxCommands(facts, '$mailbox', principal).map((line) => `  ${line}`);
  const loop = [`foreach ($mailbox in ${mailboxes}) {`, ...body, '}'].join('\n');
  const groups: readonly CommandGroup[] = [
    ...preparation(facts),
    { section: '2.3–2.4', topic: 'eachMailbox', commands: [loop] },
    { section: '2.4', topic: 'sendAs', commands: sendAs },
    { section: '2.4', topic: 'noLongerUsed', commands: formerPattern(facts) },
  ];
  return groups.filter(({ commands }) => commands.length > 0);
}

/** Takes the grants back. Switches stay as they are: nobody signs in by them alone, and others may rely on them by now. */
function formerCommands({ objectId, former }: HandOverFacts): readonly string[] {
  const principal = quotePowerShell(objectId);
  return [
    ...former.sendAs.map((address) => removeSendAs(quotePowerShell(address), principal)),
    ...former.fullAccess.map((address) => removeFullAccess(quotePowerShell(address), principal)),
  ];
}

function formerPattern(facts: HandOverFacts): readonly string[] {
  if (formerCount(facts) <= mailboxesOnCard) return formerCommands(facts);
  const { former, objectId } = facts;
  const principal = quotePowerShell(objectId);
  const loop = (addresses: readonly string[], command: string) =>
    addresses.length === 0
      ? []
      : [`foreach ($mailbox in ${addresses.map(quotePowerShell).join(', ')}) {\n  ${command}\n}`];
  return [
    ...loop(former.sendAs, removeSendAs('$mailbox', principal)),
    ...loop(former.fullAccess, removeFullAccess('$mailbox', principal)),
  ];
}

/** How many commands take back what is no longer used. */
export function formerCount({ former }: HandOverFacts): number {
  return former.sendAs.length + former.fullAccess.length;
}

function preparation(facts: HandOverFacts): readonly CommandGroup[] {
  const { clientId, objectId, appName } = facts;
  return [
    connection(facts),
    {
      section: '2.2',
      topic: 'register',
      commands: [newServicePrincipal(quotePowerShell(clientId), quotePowerShell(objectId), quotePowerShell(appName))],
    },
    { section: '2.3', topic: 'smtpAuthEverywhere', commands: organizationCommands(facts) },
  ];
}

export function connection({ tenantId }: HandOverFacts): CommandGroup {
  return {
    section: '2.1',
    topic: 'connect',
    commands: [
      'Import-Module ExchangeOnlineManagement',
      `Connect-ExchangeOnline -Organization ${quotePowerShell(tenantId)}`,
    ],
  };
}

/** Empty where SMTP AUTH is switched per mailbox, or not used. */
export function organizationCommands(facts: HandOverFacts): readonly string[] {
  return switchesOrganization(facts) ? [setOrganizationSmtpAuth(false)] : [];
}

/** What is done to each mailbox; `identity` and `principal` are PowerShell's. */
export function mailboxCommands(facts: HandOverFacts, identity: string, principal: string): readonly string[] {
  return [
    ...(switchesSmtp(facts) ? [enableSmtpAuth(identity)] : []),
    ...(facts.channels.includes('pop3') ? [enablePop(identity)] : []),
    addFullAccess(identity, principal),
    ...(hasSendAsOnEach(facts) ? [addSendAs(identity, principal)] : []),
  ];
}

/** The addresses that need SendAs and are not served by the loop over the mailboxes. */
export function sendAsApart(facts: HandOverFacts): readonly string[] {
  return hasSendAsOnEach(facts) ? [] : facts.sendAs;
}

function hasSendAsOnEach({ sendAs, mailboxes }: HandOverFacts): boolean {
  return sendAs.length > 0 && mailboxes.every((mailbox) => sendAs.includes(mailbox));
}

/** Whether SMTP AUTH is switched mailbox by mailbox. */
export function switchesSmtp({ channels, smtpAuth }: HandOverFacts): boolean {
  return channels.includes('smtp') && smtpAuth === 'mailbox';
}

export function switchesOrganization({ channels, smtpAuth }: HandOverFacts): boolean {
  return channels.includes('smtp') && smtpAuth === 'organization';
}

function enableSmtpAuth(identity: string): string {
  return setSmtpAuth(identity, '$false');
}

function enablePop(identity: string): string {
  return setPop(identity, true);
}
