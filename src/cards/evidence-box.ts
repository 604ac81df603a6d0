// What the pasted evidence says, beside what was asked for: that it fits, or each difference with what mends it. Evidence
// that was not reported in a channel is called a claim, and where nobody can tell whose account it names, that is said.

import { compareEvidence, type Difference } from '../exchange/compare-evidence.ts';
import { handOverFacts } from '../exchange/hand-over-facts.ts';
import type { Setup } from '../setup/setup.ts';
import type { Words } from '../words/words.ts';
import { addressesFor, inSight, moreOf } from './mailbox-lines.ts';

/** Of one difference; only those of many mailboxes are more, and all of these the script does. */
const mostCommands = inSight * 2;

/** Empty where there is no evidence, and where it fits. */
export function differencesOf(setup: Setup): readonly Difference[] {
  const facts = handOverFacts(setup);
  const evidence = setup.exchangeReport?.evidence ?? null;
  if (facts === null || evidence === null || setup.application === null) return [];
  return compareEvidence(facts, setup.application.objectId, evidence);
}

/** The same difference of many mailboxes is one. */
export function differenceCount(setup: Setup): number {
  return groupsOf(differencesOf(setup)).length;
}

export function evidenceBox(setup: Setup, words: Words): object {
  const { exchangeReport, handOver } = setup;
  const text = words.handOver.evidence;
  const none = { ranBy: '', hasRanBy: false, doubt: '', hasDoubt: false, differences: [] };
  if (exchangeReport === null) return { there: false, title: '', style: 'default', ...none };
  const { evidence } = exchangeReport;
  if (evidence === null) return { there: true, title: text.none, style: 'warning', ...none };
  const groups = groupsOf(differencesOf(setup));
  const isClaim = handOver?.toChannel === false;
  const fits = isClaim ? text.claim : text.fits;
  const hasDoubt = isClaim && !namesAnAccount(setup);
  return {
    there: true,
    title: groups.length === 0 ? fits : `${text.differs(groups.length)}${isClaim ? ` (${text.claimed})` : ''}`,
    style: groups.length > 0 ? 'attention' : hasDoubt ? 'warning' : 'good',
    ranBy: evidence.ranBy ?? '',
    hasRanBy: evidence.ranBy !== null,
    doubt: hasDoubt ? text.accountUnknown : '',
    hasDoubt,
    differences: groups.map((group) => shown(group, words)),
  };
}

/** Whether it can be told from the requester's: both must be known. Which one it is, is seen on the card. */
function namesAnAccount({ exchangeReport, authorization }: Setup): boolean {
  return exchangeReport?.evidence?.ranBy != null && authorization?.requesterUsername != null;
}

type Group = {
  readonly first: Difference;
  readonly mailboxes: readonly string[];
  readonly commands: readonly string[];
};

/** The same difference of many mailboxes is told once. */
function groupsOf(differences: readonly Difference[]): readonly Group[] {
  const groups = new Map<string, { first: Difference; mailboxes: string[]; commands: string[] }>();
  for (const difference of differences) {
    const key = difference.kind === 'notRead' ? `${difference.kind} ${difference.what}` : difference.kind;
    const group = groups.get(key) ?? { first: difference, mailboxes: [], commands: [] };
    if ('mailbox' in difference && difference.mailbox !== null) group.mailboxes.push(difference.mailbox);
    group.commands.push(...difference.commands);
    groups.set(key, group);
  }
  return [...groups.values()];
}

function shown({ first, mailboxes, commands }: Group, words: Words): object {
  const { exchange, handOver } = words;
  const what = first.kind === 'notRead' ? exchange.notRead[first.what] : exchange.differences[first.kind];
  return {
    what,
    mailboxes: addressesFor(mailboxes, inSight),
    ...moreOf(mailboxes.length, inSight, words),
    mend: handOver.evidence.mend,
    hasCommands: commands.length > 0,
    commands: commands.slice(0, mostCommands),
    hasMoreCommands: commands.length > mostCommands,
    moreCommands: commands.length > mostCommands ? handOver.evidence.moreCommands(commands.length - mostCommands) : '',
  };
}
