// The very commands that mend what a check found, made of the setup's own values alone. Empty where nothing in Exchange
// Online PowerShell mends it, or where it is not known what would.

import type { Problem } from '../setup/problem.ts';
import {
  addFullAccess,
  addSendAs,
  newServicePrincipal,
  removeFullAccess,
  removeOtherRegistrations,
  setOrganizationSmtpAuth,
  setPop,
  setSmtpAuth,
} from './command-lines.ts';
import type { HandOverFacts } from './hand-over-facts.ts';
import { quotePowerShell } from './quote.ts';

/** `mailboxes`: those that the problem concerns. */
export function mendingCommands(
  facts: HandOverFacts,
  { reason, remedy, subject }: Problem,
  mailboxes: readonly string[],
): readonly string[] {
  // Running a command again makes it take longer, so nothing is offered while waiting is all there is to do.
  if (remedy === 'wait') return [];
  const [app, principal] = [quotePowerShell(facts.clientId), quotePowerShell(facts.objectId)];
  const each = (command: (identity: string) => string) => mailboxes.map((mailbox) => command(quotePowerShell(mailbox)));
  switch (reason) {
    case 'notRegistered':
      return [newServicePrincipal(app, principal, quotePowerShell(facts.appName))];
    case 'wrongObjectId':
      return [
        removeOtherRegistrations(app, principal),
        newServicePrincipal(app, principal, quotePowerShell(facts.appName)),
      ];
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
      return facts.sendAs.map((sender) => addSendAs(quotePowerShell(sender), principal));
    case 'boundaryOpen':
      return subject === null ? [] : [removeFullAccess(quotePowerShell(subject), principal)];
    default:
      return [];
  }
}
