// The way back: what was granted is taken back and what was switched gets its value from before, in the reverse order.
// Everything that was ever asked for counts, also what no longer is. A switch whose value from before is not known is left
// alone, and that is said. What holds for many mailboxes alike is
// one step, so that commands and script are made of the same.

import type { BeforeChange, MailboxState } from '../setup/evidence.ts';
import type { Touched } from '../setup/hand-over.ts';
import {
  removeFullAccess,
  removeSendAs,
  removeServicePrincipal,
  setOrganizationSmtpAuth,
  setPop,
  setSmtpAuth,
} from './command-lines.ts';
import { type CommandGroup, connection, switchesOrganization, switchesSmtp, type UndoTopic } from './commands.ts';
import type { HandOverFacts } from './hand-over-facts.ts';
import { quotePowerShell } from './quote.ts';

/** `identity` and `principal` are PowerShell's. */
export type UndoStep = {
  readonly section: CommandGroup['section'];
  readonly topic: UndoTopic;
  /** One command each; null for a step that concerns no mailbox. */
  readonly addresses: readonly string[] | null;
  readonly command: (identity: string, principal: string) => string;
};

export function undoCommands(facts: HandOverFacts, before: BeforeChange | null): readonly CommandGroup[] {
  const principal = quotePowerShell(facts.objectId);
  const toGroup = ({ section, topic, addresses, command }: UndoStep): CommandGroup => ({
    section,
    topic,
    commands:
      addresses === null
        ? [command('', principal)]
        : addresses.map((address) => command(quotePowerShell(address), principal)),
  });
  const leftAlone: CommandGroup = { section: '2.3', topic: 'leftAlone', commands: [] };
  const groups = undoSteps(facts, before).map(toGroup);
  return [connection(facts), ...merged(groups), ...(leavesAlone(facts, before) ? [leftAlone] : [])];
}

/** Without the steps that have nothing to do. */
export function undoSteps(facts: HandOverFacts, before: BeforeChange | null): readonly UndoStep[] {
  const state = statesOf(before);
  const touched = touchedBy(facts);
  const sendAs = touched.sendAs.filter((address) => state(address).sendAs !== true);
  const fullAccess = touched.fullAccess.filter((address) => state(address).fullAccess !== true);
  const steps: readonly UndoStep[] = [
    { section: '2.4', topic: 'removeSendAs', addresses: sendAs, command: removeSendAs },
    { section: '2.4', topic: 'removeFullAccess', addresses: fullAccess, command: removeFullAccess },
    ...switchSteps(touched, state),
    ...(touched.organizationSmtpAuth && before?.organizationSmtpAuthOff === true ? [organizationStep] : []),
    ...(before?.registered === true ? [] : [unregisterStep]),
  ];
  return steps.filter(({ addresses }) => addresses === null || addresses.length > 0);
}

/** What is asked for now, then what was asked for earlier; no address twice. */
function touchedBy(facts: HandOverFacts): Touched {
  const { mailboxes, former, channels } = facts;
  return {
    fullAccess: [...mailboxes, ...former.fullAccess],
    sendAs: [...facts.sendAs, ...former.sendAs],
    smtpAuth: [...(switchesSmtp(facts) ? mailboxes : []), ...former.smtpAuth],
    pop: [...(channels.includes('pop3') ? mailboxes : []), ...former.pop],
    organizationSmtpAuth: switchesOrganization(facts) || former.organizationSmtpAuth,
  };
}

/** How many mailboxes and senders the reverse commands name. */
export function undoCount(facts: HandOverFacts): number {
  const { fullAccess, sendAs, smtpAuth, pop } = touchedBy(facts);
  return new Set([...fullAccess, ...sendAs, ...smtpAuth, ...pop].map((address) => address.toLowerCase())).size;
}

const organizationStep: UndoStep = {
  section: '2.3',
  topic: 'smtpAuthEverywhereBack',
  addresses: null,
  command: () => setOrganizationSmtpAuth(true),
};

/** Last, as the permissions are named by it. */
const unregisterStep: UndoStep = {
  section: '2.2',
  topic: 'unregister',
  addresses: null,
  command: (_, principal) => removeServicePrincipal(principal),
};

function switchSteps(touched: Touched, state: (address: string) => MailboxState): readonly UndoStep[] {
  const pop: UndoStep = {
    section: '2.3',
    topic: 'popBack',
    addresses: touched.pop.filter((address) => state(address).pop === false),
    command: (identity) => setPop(identity, false),
  };
  const smtpAuth = (was: MailboxState['smtpAuth'], value: '$true' | '$null'): UndoStep => ({
    section: '2.3',
    topic: 'smtpAuthBack',
    addresses: touched.smtpAuth.filter((address) => state(address).smtpAuth === was),
    command: (identity) => setSmtpAuth(identity, value),
  });
  return [pop, smtpAuth('off', '$true'), smtpAuth('organization', '$null')];
}

/** Whether one of the switches that were set cannot be put back. */
export function leavesAlone(facts: HandOverFacts, before: BeforeChange | null): boolean {
  const state = statesOf(before);
  const touched = touchedBy(facts);
  const pop = touched.pop.some((address) => state(address).pop === null);
  const smtpAuth = touched.smtpAuth.some((address) => state(address).smtpAuth === null);
  return pop || smtpAuth || (touched.organizationSmtpAuth && (before?.organizationSmtpAuthOff ?? null) === null);
}

function statesOf(before: BeforeChange | null): (address: string) => MailboxState {
  const unread = { found: null, smtpAuth: null, pop: null, fullAccess: null, sendAs: null };
  const known = new Map(before?.mailboxes.map((state) => [state.mailbox.toLowerCase(), state]));
  return (address) => known.get(address.toLowerCase()) ?? { mailbox: address, ...unread };
}

/** Steps of one topic are one group. */
function merged(groups: readonly CommandGroup[]): readonly CommandGroup[] {
  const byTopic = Map.groupBy(groups, ({ topic }) => topic);
  return [...byTopic.values()].flatMap((alike) => {
    const [first] = alike;
    return first === undefined ? [] : [{ ...first, commands: alike.flatMap(({ commands }) => commands) }];
  });
}
