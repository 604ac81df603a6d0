// The hand-over card for Exchange administrators: who asks, what the application will be able to do, the commands, and
// what was decided and done. Holds nothing that is not theirs to know: no secret, and no link to the plan.

import handOverTemplate from '../../adaptiveCards/hand-over.json' with { type: 'json' };
import type { ReasonMistake } from '../conversation/read-reason.ts';
import { type CommandGroup, commandPattern, handOverCommands, mailboxesOnCard } from '../exchange/commands.ts';
import { handOverFacts } from '../exchange/hand-over-facts.ts';
import { handOverState } from '../setup/hand-over-state.ts';
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
  const groups = setup.cancelledAt === null ? commandsFor(setup) : [];
  const offers = offersOf(setup, words);
  const scriptUrl = groups.length > 0 && offers.showScript ? context.scriptUrl : null;
  const { mailboxes } = setup.request;
  return fitted(fill, `${setup.id}: ${headline}`, () => ({
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
    ...abilities(setup, words),
    hasCommands: groups.length > 0,
    groups: groups.map((group) => shownGroup(group, words)),
    hasPattern: mailboxes.length > mailboxesOnCard,
    pattern: text.pattern(mailboxes.length),
    hasScriptLink: scriptUrl !== null,
    scriptUrl: scriptUrl ?? '',
    ...offers,
    data: handOverData(setup),
    refreshData: { ...locating(setup), audience: 'exchange' },
  }));
}

function commandsFor(setup: Setup): readonly CommandGroup[] {
  const facts = handOverFacts(setup);
  if (facts === null) return [];
  return facts.mailboxes.length > mailboxesOnCard ? commandPattern(facts) : handOverCommands(facts);
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
function abilities(setup: Setup, { handOver }: Words): object {
  const state = handOverState(setup);
  const hasAbilities = setup.cancelledAt === null && state !== 'reported' && state !== 'rejected';
  return { hasAbilities, able: handOver.able.list(setup.request), notAble: handOver.able.notList };
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
