// The very commands that mend what a check found, made of the setup's own values alone. Empty where nothing in Exchange
// Online PowerShell mends it, or where it is not known what would.

import type { Problem } from '../setup/problem.ts';
import {
  addFullAccess,
  addSendAs,
  listRegistrations,
  removeFullAccess,
  removeOtherRegistrations,
  setOrganizationSmtpAuth,
  setPop,
  setSmtpAuth,
} from './command-lines.ts';
import { type CommandGroup, type CommandTopic, commandPattern, handOverCommands } from './commands.ts';
import type { HandOverFacts } from './hand-over-facts.ts';
import { quotePowerShell } from './quote.ts';

export type Concerned = {
  /** Those that the problem concerns. */
  readonly mailboxes: readonly string[];
  /** The From address where it is not the mailbox itself. */
  readonly sender: string | null;
};

export function mendingCommands(
  facts: HandOverFacts,
  { reason, remedy, subject }: Problem,
  { mailboxes, sender }: Concerned,
): readonly string[] {
  // Running a command again makes it take longer, so nothing is offered while waiting is all there is to do.
  if (remedy === 'wait') return [];
  const [app, principal] = [quotePowerShell(facts.clientId), quotePowerShell(facts.objectId)];
  const each = (command: (identity: string) => string) => mailboxes.map((mailbox) => command(quotePowerShell(mailbox)));
  switch (reason) {
    case 'notRegistered':
      return fromRegistrationOn(facts);
    case 'wrongObjectId':
      return fromRegistrationOn(facts, [removeOtherRegistrations(app, principal)]);
    case 'notRegisteredOrPropagating':
      return [listRegistrations(app)];
    case 'smtpAuthOffForMailbox':
      return each((identity) => setSmtpAuth(identity, '$false'));
    case 'smtpAuthOffForOrganization':
      return facts.smtpAuth === 'organization'
        ? [setOrganizationSmtpAuth(false)]
        : each((identity) => setSmtpAuth(identity, '$false'));
    case 'popOff':
      return each((identity) => setPop(identity, true));
    case 'fullAccessMissing':
      return each((identity) => addFullAccess(identity, principal));
    case 'mailboxNotAccessible':
      return each((identity) => addFullAccess(identity, principal)).concat(each((identity) => setPop(identity, true)));
    case 'sendAsMissing':
      // Also where it was not asked for: the refusal shows that it is needed.
      return (sender === null ? mailboxes : [sender]).map((from) => addSendAs(quotePowerShell(from), principal));
    case 'boundaryOpen':
      return subject === null ? [] : [removeFullAccess(quotePowerShell(subject), principal)];
    default:
      return [];
  }
}

/** As many as a card shows. */
const mostInSight = 5;
const others: readonly CommandTopic[] = ['connect', 'noLongerUsed'];

/**
 * The script changes no mailbox while the registration is wrong, so what it does to mailboxes is still to be done then. None
 * of it may be out of sight: what is too long becomes one loop over the mailboxes.
 */
function fromRegistrationOn(facts: HandOverFacts, before: readonly string[] = []): readonly string[] {
  const all = [...before, ...commandsOf(handOverCommands(facts))];
  return all.length > mostInSight ? [...before, ...commandsOf(commandPattern(facts))] : all;
}

function commandsOf(groups: readonly CommandGroup[]): readonly string[] {
  return groups.filter(({ topic }) => !others.includes(topic)).flatMap(({ commands }) => commands);
}
