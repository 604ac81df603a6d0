// The hand-over card for Exchange administrators: the commands with real values and what each is for, and later
// whether they had their effect. Holds nothing that is not theirs to know: no secret, and no link to the plan.

import handOverTemplate from '../../adaptiveCards/hand-over.json' with { type: 'json' };
import { type CommandGroup, commandPattern, handOverCommands, mailboxesOnCard } from '../exchange/commands.ts';
import { handOverFacts } from '../exchange/hand-over-facts.ts';
import { isProvisioned, type Phase, phaseOf } from '../setup/phase.ts';
import type { Setup } from '../setup/setup.ts';
import { mayPass } from '../setup/verdict.ts';
import type { Words } from '../words/words.ts';
import type { CardContext } from './context.ts';
import { headerFor, locating } from './header.ts';
import { addressesFor, inSight, moreOf } from './mailbox-lines.ts';
import { type ProblemGroup, problemGroups } from './problem-groups.ts';
import { fitted, template } from './render.ts';
import type { RenderedCard } from './rendered-card.ts';

export type ExchangeContext = CardContext & { readonly scriptUrl: string | null };

const fill = template(handOverTemplate);

export function exchangeCard(setup: Setup, context: ExchangeContext): RenderedCard {
  const { words } = context;
  const text = words.handOver;
  const phase = phaseOf(setup);
  const { headline, lead } = wordsFor(setup, phase, context);
  const theirs = theirProblem(setup, phase);
  const mayReport = isProvisioned(setup) && (setup.exchangeReport === null || theirs !== null) && phase !== 'cancelled';
  const groups = phase === 'cancelled' ? [] : commandsFor(setup);
  const scriptUrl = groups.length > 0 && mayReport ? context.scriptUrl : null;
  const { mailboxes } = setup.request;
  return fitted(fill, `${setup.id}: ${headline}`, () => ({
    text,
    ...headerFor(setup, text.title),
    headline,
    headlineColor: phase === 'verified' || phase === 'signedIn' ? 'Good' : 'Default',
    hasText: lead !== '',
    lead,
    requester: setup.requester.name,
    reportedBy: setup.exchangeReport?.by.name ?? '',
    isReported: setup.exchangeReport !== null,
    mailboxesTitle: words.plan.mailboxes(mailboxes.length),
    mailboxes: addressesFor(mailboxes, inSight),
    ...moreOf(mailboxes.length, inSight, words),
    problem: problemBox(theirs, words),
    hasCommands: groups.length > 0,
    commandsOpen: mayReport,
    commandsClosed: !mayReport,
    groups: groups.map((group) => shownGroup(group, words)),
    hasPattern: mailboxes.length > mailboxesOnCard,
    pattern: text.pattern(mailboxes.length),
    hasScriptLink: scriptUrl !== null,
    scriptUrl: scriptUrl ?? '',
    mayReport,
    doneTitle: setup.exchangeReport === null ? text.done : text.doneAgain,
    mayRefresh: phase === 'checking' || phase === 'waiting',
    data: locating(setup),
    refreshData: { ...locating(setup), audience: 'exchange' },
  }));
}

function commandsFor(setup: Setup): readonly CommandGroup[] {
  const facts = handOverFacts(setup);
  if (facts === null) return [];
  return facts.mailboxes.length > mailboxesOnCard ? commandPattern(facts) : handOverCommands(facts);
}

/** The commands are PowerShell with other people's values in it, so they are bound to text runs only. */
function shownGroup({ section, topic, commands }: CommandGroup, { exchange, handOver }: Words): object {
  const { title, explanation } = exchange.topics[topic];
  return { title: handOver.section(section, title), explanation, commands };
}

/** What of the check's findings is for Exchange administrators to mend; token and consent are not. */
function theirProblem(setup: Setup, phase: Phase): ProblemGroup | null {
  if (phase !== 'wrong') return null;
  const groups = problemGroups(setup);
  const theirs = groups.find(({ problem }) => problem.actor === 'exchangeAdministrator');
  const [first] = groups;
  return theirs ?? (first?.problem.actor === 'nobody' ? first : null);
}

function problemBox(group: ProblemGroup | null, words: Words): object {
  if (group === null) {
    const none = { what: '', how: '', again: '', mailboxes: [], hasMore: false, more: '' };
    return { there: false, ...none, style: 'warning' };
  }
  const { problem, mailboxes } = group;
  const early = mayPass(problem);
  return {
    there: true,
    ...(early ? words.problemAfterWaiting(problem) : words.problem(problem)),
    mailboxes: addressesFor(mailboxes, inSight),
    ...moreOf(mailboxes.length, inSight, words),
    style: early ? 'warning' : 'attention',
  };
}

function wordsFor(setup: Setup, phase: Phase, { words, now }: CardContext): { headline: string; lead: string } {
  const text = words.handOver;
  const said = ({ headline, text: lead }: { headline: string; text: string }) => ({ headline, lead });
  switch (phase) {
    case 'cancelled':
      return said(text.cancelled);
    case 'verified':
    case 'signedIn':
      return said(text.finished);
    case 'checking':
      return said(setup.exchangeReport === null ? text.request : text.checking);
    case 'waiting': {
      const nextTry = words.times.onCard(setup.nextCheckAt ?? now, now);
      return { headline: text.waiting.headline, lead: text.waiting.text(nextTry) };
    }
    case 'wrong':
      return theirProblem(setup, phase) === null ? said(text.reported) : { headline: text.wrong.headline, lead: '' };
    case 'planned':
    case 'provisioning':
    case 'stopped':
    case 'handedOver':
      return said(setup.exchangeReport === null ? text.request : text.reported);
  }
}
