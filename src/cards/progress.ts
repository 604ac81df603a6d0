// The living card while things go their way: provisioning, waiting for Exchange, signing in, waiting for the next try.

import cancelledTemplate from '../../adaptiveCards/cancelled.json' with { type: 'json' };
import progressTemplate from '../../adaptiveCards/progress.json' with { type: 'json' };
import { firstProblem } from '../setup/checklist.ts';
import { type HandOverState, handOverProblem, handOverState } from '../setup/hand-over-state.ts';
import { isConsented, isProvisioned } from '../setup/phase.ts';
import type { Problem } from '../setup/problem.ts';
import type { Setup } from '../setup/setup.ts';
import { checklistRows } from './checklist-rows.ts';
import type { CardContext } from './context.ts';
import { detailsFor } from './details.ts';
import { headerFor, locating } from './header.ts';
import { fitted, template } from './render.ts';
import type { RenderedCard } from './rendered-card.ts';

export type ProgressPhase = 'provisioning' | 'handedOver' | 'checking' | 'waiting' | 'confirming';

/** Where admin consent can be given. */
export type ConsentLinks = {
  /** The page of the bot's own, for an administrator who may consent. */
  readonly grantUrl: string;
  /** Microsoft Entra ID's own. */
  readonly entraUrl: string;
};

export type Links = {
  readonly authorizeUrl: string | null;
  readonly settingsUrl: string | null;
  readonly scriptUrl: string | null;
  readonly consent: ConsentLinks | null;
};

const fill = template(progressTemplate);
const fillCancelled = template(cancelledTemplate);

export function progressCard(setup: Setup, phase: ProgressPhase, links: Links, context: CardContext): RenderedCard {
  const { words } = context;
  const { headline, text } = wordsFor(setup, phase, context);
  const isStuck = handOverProblem(setup) !== null;
  const scriptUrl = phase === 'handedOver' && !isStuck ? links.scriptUrl : null;
  const consent = consentBox(setup, links);
  return fitted(fill, `${setup.id}: ${headline}`, (most) => ({
    text: words.progress,
    ...headerFor(setup, words.progress.title),
    headline,
    headlineColor: 'Default',
    hasText: true,
    lead: text,
    found: foundSoFar(setup, phase, context),
    rows: checklistRows(setup, context),
    ...detailsFor(setup, words, most),
    ...consent,
    hasScriptLink: scriptUrl !== null,
    scriptUrl: scriptUrl ?? '',
    mayTest:
      phase === 'waiting' || phase === 'confirming' || (phase === 'handedOver' && !isStuck && !consent.hasConsentLink),
    ...waysOn(setup, phase, consent),
    testData: { ...locating(setup), what: 'all' },
    data: locating(setup),
  }));
}

const noQuote = { quote: '', hasQuote: false };

/** What the latest try found: before the commands were reported as run it counts against nobody, later it may pass. */
function foundSoFar(setup: Setup, phase: ProgressPhase, context: CardContext): object {
  const stuck = phase === 'handedOver' ? handOverProblem(setup) : null;
  if (stuck !== null) return stuckBox(setup, stuck, context);
  const problem = phase === 'handedOver' || phase === 'waiting' ? firstProblem(setup) : null;
  if (problem === null) {
    return { there: false, title: '', ...noQuote, subject: '', hasSubject: false, what: '', next: '' };
  }
  const { words, now } = context;
  const { handedOver, waiting } = words.progress;
  const at = words.times.onCard(setup.token?.at ?? now, now);
  return {
    there: true,
    ...noQuote,
    title: phase === 'waiting' ? waiting.found(at) : handedOver.found(at),
    subject: problem.subject ?? '',
    hasSubject: problem.subject !== null,
    what: words.problem(problem).what,
    next: phase === 'waiting' ? whileWaiting(problem, words) : beforeReport(problem, words),
  };
}

/** Why the Exchange part does not go on by itself; a reason that was given is text of others. */
function stuckBox({ handOver }: Setup, problem: Problem, { words }: CardContext): object {
  const { what, how } = words.problem(problem);
  const reason = handOver?.rejection?.reason ?? null;
  const title = reason === null ? what : words.progress.handedOver.reason;
  const quote = { quote: reason ?? '', hasQuote: reason !== null };
  return { there: true, title, ...quote, subject: '', hasSubject: false, what: how, next: '' };
}

/** What the requester can press about the Exchange part; where that takes three buttons, consent has its link alone. */
function waysOn(setup: Setup, phase: ProgressPhase, { hasConsentLink }: ReturnType<typeof consentBox>): object {
  const state = phase === 'handedOver' ? handOverState(setup) : 'none';
  const isOver = state === 'lapsed' || state === 'undeliverable';
  return {
    hasConsentAction: hasConsentLink && !isOver,
    mayRenew: isOver,
    mayForward: isOver && setup.handOver?.toChannel === true,
    mayChange: state === 'rejected' || isOver || state === 'asked',
    renewData: { ...locating(setup), audience: 'requester' },
  };
}

function beforeReport(problem: Problem, words: CardContext['words']): string {
  return isForExchange(problem) ? words.progress.handedOver.runFirst : whoAndHow(problem, words);
}

/** The same refusal means "not yet" or "left out"; only the administrator can tell, so both are said. */
function whileWaiting(problem: Problem, words: CardContext['words']): string {
  if (!isForExchange(problem)) return whoAndHow(problem, words);
  return `${words.progress.waiting.leftOut} ${words.problemAfterWaiting(problem).how}`;
}

function whoAndHow(problem: Problem, words: CardContext['words']): string {
  const { who, how } = words.problem(problem);
  return `${words.progress.problem.who}: ${who}. ${how}`;
}

function isForExchange(problem: Problem): boolean {
  return problem.actor === 'exchangeAdministrator';
}

/** Shown as long as nobody is known to have consented and there is something to consent to. */
export function consentBox(setup: Setup, { consent }: Links) {
  const links = isProvisioned(setup) && !isConsented(setup) ? consent : null;
  return { hasConsentLink: links !== null, grantUrl: links?.grantUrl ?? '', entraUrl: links?.entraUrl ?? '' };
}

function wordsFor(setup: Setup, phase: ProgressPhase, { words, now }: CardContext) {
  const { progress, times } = words;
  switch (phase) {
    case 'provisioning': {
      const { headline, text, paused } = progress.provisioning;
      return { headline, text: setup.run?.pauses.length ? paused : text };
    }
    case 'checking': {
      const { headline, ...texts } = progress.checking;
      return { headline, text: checkingText(setup, texts) };
    }
    case 'confirming': {
      const { headline, text } = progress.confirming;
      return {
        headline: headline(setup.accepted?.inARow ?? 1),
        text: text(times.onCard(setup.nextCheckAt ?? now, now)),
      };
    }
    case 'waiting': {
      const nextTry = times.onCard(setup.nextCheckAt ?? now, now);
      const { consent, text, otherwise } = progress.waiting;
      const problem = firstProblem(setup);
      const isConsentMissing = problem?.reason === 'permissionMissing' && problem.remedy === 'askAdmin';
      if (isConsentMissing) return { headline: consent.headline, text: consent.text(nextTry) };
      const { notYet, isOfCommands } = words.trouble(problem);
      return { headline: notYet, text: isOfCommands ? text(nextTry) : otherwise(nextTry) };
    }
    case 'handedOver': {
      const { headline, headlineWithConsent, ...texts } = progress.handedOver;
      const state = handOverState(setup);
      if (state === 'rejected' || state === 'lapsed' || state === 'undeliverable') return texts[state];
      return {
        headline: isConsented(setup) ? headline : headlineWithConsent,
        text: handOverText(setup, state, texts),
      };
    }
  }
}

function checkingText(
  { checking }: Setup,
  texts: Omit<CardContext['words']['progress']['checking'], 'headline'>,
): string {
  switch (checking?.scope) {
    case 'roundTrip':
    case 'liveRoundTrip':
      return texts.roundTrip;
    case 'boundary':
      return texts.boundary;
    default:
      return texts.text;
  }
}

type HandOverTexts = Pick<
  CardContext['words']['progress']['handedOver'],
  'notYet' | 'toChat' | 'asked' | 'askedAgain' | 'approved' | 'taken'
>;

function handOverText({ handOver }: Setup, state: HandOverState, text: HandOverTexts): string {
  if (handOver === null) return text.notYet;
  if (!handOver.toChannel) return text.toChat;
  if (state === 'approved' || state === 'taken') return text[state];
  return handOver.approvals.length > 0 ? text.askedAgain : text.asked;
}

export function cancelledCard(setup: Setup, { words }: CardContext): RenderedCard {
  const { cancelled, title } = words.progress;
  return fitted(fillCancelled, `${setup.id}: ${cancelled.headline}`, (most) => ({
    text: words.progress,
    ...headerFor(setup, title),
    headline: cancelled.headline,
    headlineColor: 'Default',
    hasText: true,
    lead: setup.application === null ? cancelled.nothing : cancelled.something,
    ...detailsFor(setup, words, most),
  }));
}
