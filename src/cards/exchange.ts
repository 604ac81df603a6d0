// The hand-over card for Exchange administrators: who asks, what the application will be able to do, the commands, and
// what was decided and done. Holds nothing that is not theirs to know: no secret, and no link to the plan.

import handOverTemplate from '../../adaptiveCards/hand-over.json' with { type: 'json' };
import type { ReasonMistake } from '../conversation/read-reason.ts';
import {
  type CommandGroup,
  commandPattern,
  formerCount,
  handOverCommands,
  mailboxesOnCard,
} from '../exchange/commands.ts';
import { type HandOverFacts, handOverFacts } from '../exchange/hand-over-facts.ts';
import { handOverState } from '../setup/hand-over-state.ts';
import { mailboxLimit } from '../setup/request.ts';
import type { Setup } from '../setup/setup.ts';
import type { Words } from '../words/words.ts';
import { shownGroup } from './command-groups.ts';
import type { CardContext } from './context.ts';
import { evidenceBox } from './evidence-box.ts';
import { exchangeMoment } from './exchange-moment.ts';
import { problemBox, theirProblem } from './exchange-problem.ts';
import { actLines, handOverData, offersOf } from './hand-over-acts.ts';
import { headerFor, locating } from './header.ts';
import { addressesFor, inSight, moreOf } from './mailbox-lines.ts';
import { fitted, template } from './render.ts';
import type { RenderedCard } from './rendered-card.ts';

export type ExchangeContext = CardContext & {
  readonly scriptUrl: string | null;
  /** SHA-256 (hex) of the commands as they are now; null as long as there are none. */
  readonly textHash: string | null;
  /** A reason that could not be taken as it was typed; it stays in its field. */
  readonly refusedReason?: { readonly typed: string; readonly mistake: ReasonMistake };
};

const fill = template(handOverTemplate);

export function exchangeCard(setup: Setup, context: ExchangeContext): RenderedCard {
  const { words } = context;
  const text = words.handOver;
  const { headline, lead, color } = exchangeMoment(setup, context);
  const facts = setup.cancelledAt === null ? handOverFacts(setup) : null;
  const groups = facts === null ? [] : commandsFor(facts);
  const offers = offersOf(setup, words);
  const scriptUrl = groups.length > 0 && offers.showScript ? context.scriptUrl : null;
  const { mailboxes } = setup.request;
  return fitted(fill, `${setup.id}: ${headline}`, (most) => ({
    text,
    ...headerFor(setup, text.title),
    headline,
    headlineColor: color,
    hasText: lead !== '',
    lead,
    problem: problemBox(theirProblem(setup), words),
    rejection: rejectionBox(setup, words),
    rejecting: rejectingBox(context),
    evidence: evidenceBox(setup, words),
    facts: factsFor(setup, words),
    mailboxesTitle: words.plan.mailboxes(mailboxes.length),
    mailboxes: addressesFor(mailboxes, inSight),
    ...moreOf(mailboxes.length, inSight, words),
    acts: actLines(setup, context),
    ...hashOf(context.textHash),
    ...abilities(setup, facts, words),
    hasCommands: groups.length > 0,
    groups: groups.map((group) => fittingGroup(group, most, words)),
    hasPattern: mailboxes.length > mailboxesOnCard,
    pattern: text.pattern(mailboxes.length),
    hasScriptLink: scriptUrl !== null,
    scriptUrl: scriptUrl ?? '',
    ...offers,
    data: handOverData(setup),
    refreshData: { ...locating(setup), audience: 'exchange' },
  }));
}

function commandsFor(facts: HandOverFacts): readonly CommandGroup[] {
  const isLong = facts.mailboxes.length > mailboxesOnCard || formerCount(facts) > mailboxesOnCard;
  return isLong ? commandPattern(facts) : handOverCommands(facts);
}

/** What is no longer used may have become a long list, which is left to the page where the card would be too heavy. */
function fittingGroup(group: CommandGroup, most: number, words: Words): object {
  const shown = shownGroup(group, words);
  if (group.topic !== 'noLongerUsed' || most >= mailboxLimit) return shown;
  return { ...shown, explanation: words.handOver.formerOnPage, commands: [] };
}

/** Lines of text of others, each under its label. */
function factsFor({ requester, request, authorization }: Setup, { handOver: { labels } }: Words) {
  const { typed, id } = request.tenant;
  const tenant = [authorization?.organization ?? typed, id].join(', ');
  return [
    { label: labels.requester, value: requester.name },
    { label: labels.installation, value: request.server },
    { label: labels.application, value: request.appName },
    { label: labels.tenant, value: tenant },
  ];
}

/** Enough of it to be compared by eye with that in the script and in the evidence. */
const shownDigits = 16;

function hashOf(textHash: string | null): object {
  const groups = (textHash ?? '').slice(0, shownDigits).match(/.{4}/gu) ?? [];
  return { hasHash: groups.length > 0, hash: groups.join(' ') };
}

/** Said as long as somebody decides on it or acts on it. */
function abilities(setup: Setup, facts: HandOverFacts | null, { handOver: { able } }: Words): object {
  const state = handOverState(setup);
  const hasAbilities = setup.cancelledAt === null && state !== 'reported' && state !== 'rejected';
  const former = facts === null ? 0 : formerCount(facts);
  const notAble = former === 0 ? able.notList : [able.former(former), ...able.notList];
  return { hasAbilities, able: able.list(setup.request), notAble };
}

function rejectingBox({ words, refusedReason }: ExchangeContext): object {
  if (refusedReason === undefined) return { isOpen: false, isMistaken: false, reason: '', mistake: '' };
  const { typed, mistake } = refusedReason;
  return { isOpen: true, isMistaken: true, reason: typed, mistake: words.handOver.reasonMistakes[mistake] };
}

function rejectionBox({ handOver }: Setup, { handOver: text }: Words): object {
  const rejection = handOver?.rejection ?? null;
  return { there: rejection !== null, title: text.reason.label, reason: rejection?.reason ?? '' };
}
