// What the hand-over card says first: where it stands, and what its reader can do about it.

import { approvalsNeeded, type HandOverState, handOverState } from '../setup/hand-over-state.ts';
import { phaseOf } from '../setup/phase.ts';
import type { Setup } from '../setup/setup.ts';
import type { Words } from '../words/words.ts';
import type { CardContext } from './context.ts';
import { theirProblem } from './exchange-problem.ts';

type Moment = { readonly headline: string; readonly lead: string; readonly color: 'Default' | 'Good' };

export function exchangeMoment(setup: Setup, context: CardContext): Moment {
  const text = context.words.handOver;
  const phase = phaseOf(setup);
  if (phase === 'cancelled') return said(text.cancelled);
  if (phase === 'verified' || phase === 'signedIn') return said(text.finished, 'Good');
  const state = handOverState(setup);
  return state === 'reported' ? afterReport(setup, context) : said(beforeReport(setup, state, text));
}

function said({ headline, text }: { headline: string; text: string }, color: Moment['color'] = 'Default'): Moment {
  return { headline, lead: text, color };
}

function beforeReport(setup: Setup, state: Exclude<HandOverState, 'reported'>, text: Words['handOver']) {
  switch (state) {
    case 'none':
    case 'asked':
    case 'undeliverable':
      return asked(setup, text);
    case 'approved':
    case 'taken':
    case 'rejected':
    case 'lapsed':
      return text[state];
  }
}

function asked({ handOver, request, exchangeTouched }: Setup, text: Words['handOver']) {
  if (handOver?.toChannel === false) return text.askedInChat;
  const given = handOver?.approvals.length ?? 0;
  if (given > 0 && given < approvalsNeeded(request)) return text.askedAgain;
  return exchangeTouched === null ? text.asked : text.askedAnew;
}

function afterReport(setup: Setup, { words, now }: CardContext): Moment {
  const text = words.handOver;
  switch (phaseOf(setup)) {
    case 'checking':
      return said(text.checking);
    case 'waiting':
      return said({
        headline: text.waiting.headline,
        text: text.waiting.text(words.times.onCard(setup.nextCheckAt ?? now, now)),
      });
    case 'confirming':
      return said({
        headline: text.confirming.headline,
        text: text.confirming.text(words.times.onCard(setup.nextCheckAt ?? now, now)),
      });
    case 'wrong': {
      const theirs = theirProblem(setup);
      if (theirs === null) return said(text.reported);
      return said({ headline: text.wrong.headline(words.trouble(theirs.problem).found), text: '' });
    }
    default:
      return said(text.reported);
  }
}
