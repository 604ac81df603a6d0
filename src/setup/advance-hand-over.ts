// The part of `advance` that deals with the hand-over: who approved, rejected, took and reported it, and its clock. That
// a press counts has been decided before (`hand-over.ts`); an event that does not fit changes nothing.

import type { Advanced } from './advanced.ts';
import type { Effect, Notice, SetupEvent } from './events.ts';
import type { Evidence } from './evidence.ts';
import { closingBefore, rememberingBefore, touching, withoutGrantsGone } from './exchange-memory.ts';
import type { HandOver } from './hand-over.ts';
import { approvalsNeeded, handOverState } from './hand-over-state.ts';
import { isProvisioned } from './phase.ts';
import type { SetupRequest } from './request.ts';
import { withoutMails } from './round-trip.ts';
import { type Setup, unproved } from './setup.ts';

type Of<Kind extends SetupEvent['kind']> = Extract<SetupEvent, { kind: Kind }>;

type HandOverEvent = Of<
  | 'handedOver'
  | 'exchangeApproved'
  | 'exchangeRejected'
  | 'exchangeTaken'
  | 'exchangeReported'
  | 'handOverReminded'
  | 'handOverLapsed'
  | 'handOverRenewed'
  | 'handOverUndeliverable'
  | 'undoAsked'
>;

/** Every event of the hand-over but those that change the request. */
export function stepHandOver(setup: Setup, event: HandOverEvent): Advanced {
  switch (event.kind) {
    case 'handedOver':
      return handedOver(setup, event);
    case 'exchangeApproved':
      return approved(setup, event);
    case 'exchangeRejected':
      return rejected(setup, event);
    case 'exchangeTaken':
      return taken(setup, event);
    case 'exchangeReported':
      return reported(setup, event);
    case 'handOverReminded':
      return reminded(setup, event);
    case 'handOverLapsed':
      return lapsed(setup, event);
    case 'handOverRenewed':
      return renewed(setup, event);
    case 'handOverUndeliverable':
      return undeliverable(setup, event);
    case 'undoAsked':
      return undoAsked(setup, event);
  }
}

const dayMs = 24 * 3600_000;
const remindAfterDays = 1;
const lapseAfterDays = 14;

function later(at: string, days: number): string {
  return new Date(Date.parse(at) + days * dayMs).toISOString();
}

/**
 * Nothing of an earlier hand-over counts any more: another text, or another place. What is sent to be forwarded may be run
 * by whoever gets it.
 */
function handedOver(setup: Setup, event: Of<'handedOver'>): Advanced {
  const { conversationId, toChannel, textHash, at } = event;
  const handOver: HandOver = {
    conversationId,
    toChannel,
    at,
    objectId: setup.servicePrincipal?.objectId ?? '',
    textHash,
    approvals: [],
    rejection: null,
    taken: null,
    remindedAt: null,
    lapsedAt: null,
    undeliverableAt: null,
  };
  const handed: Setup = { ...closingBefore(setup), handOver, exchangeReport: null, nextCheckAt: null };
  return {
    setup: toChannel ? handed : touching(handed),
    effects: [...newsOf(setup.handOver, handOver), reminderFor(at)],
  };
}

/** A card that was there before is edited in place, which nobody notices; a new one tells that there is something to do. */
function newsOf(before: HandOver | null, after: HandOver): readonly Effect[] {
  if (before === null) return [];
  if (before.conversationId === after.conversationId) return [{ kind: 'repostHandOver' }];
  return toExchange(before, 'handOverMoved');
}

function reminderFor(at: string): Effect {
  return { kind: 'scheduleHandOver', at: later(at, remindAfterDays) };
}

function approved(setup: Setup, event: Of<'exchangeApproved'>): Advanced {
  const { handOver } = setup;
  if (handOver === null || event.by === null) return { setup, effects: [] };
  const approvals = [...handOver.approvals, { by: event.by, at: event.at }];
  const isEnough = approvals.length >= approvalsNeeded(setup.request);
  const next: Setup = { ...setup, handOver: { ...handOver, approvals } };
  return {
    setup: isEnough ? touching(next) : next,
    effects: isEnough ? [{ kind: 'notify', notice: 'exchangeApproved' }] : [],
  };
}

function rejected(setup: Setup, { by, at, reason }: Of<'exchangeRejected'>): Advanced {
  const { handOver } = setup;
  if (handOver === null || by === null) return { setup, effects: [] };
  return {
    setup: { ...setup, handOver: { ...handOver, rejection: { by, at, reason } } },
    effects: [{ kind: 'notify', notice: 'exchangeRejected' }],
  };
}

function taken(setup: Setup, { by, at }: Of<'exchangeTaken'>): Advanced {
  const { handOver } = setup;
  if (handOver === null || by === null) return { setup, effects: [] };
  return { setup: { ...setup, handOver: { ...handOver, taken: { by, at } } }, effects: [] };
}

/** The first try begins at once, and the cards say so until it has an answer. */
function reported(setup: Setup, { by, at, evidence }: Of<'exchangeReported'>): Advanced {
  if (by === null || !isProvisioned(setup)) return { setup, effects: [] };
  return {
    setup: {
      ...rememberingBefore(touching(setup), evidence),
      exchangeReport: { by, at, evidence, ...earlierThan(evidence, setup) },
      checksSinceReport: 0,
      ...unproved,
      nextCheckAt: at,
      checking: { scope: 'all', startedAt: at },
    },
    effects: [
      { kind: 'notify', notice: 'exchangeReported' },
      { kind: 'scheduleCheck', scope: 'all', at },
    ],
  };
}

/** Grants that it shows as gone are gone; whether what it shows as missing is there by now, only the next one tells. */
function earlierThan(evidence: Evidence | null, { exchangeReport }: Setup): { readonly earlier?: Evidence } {
  const earlier = exchangeReport?.evidence ?? exchangeReport?.earlier;
  return evidence === null && earlier !== undefined ? { earlier } : {};
}

function reminded(setup: Setup, { at }: Of<'handOverReminded'>): Advanced {
  const { handOver } = setup;
  if (handOver === null) return { setup, effects: [] };
  return {
    setup: { ...setup, handOver: { ...handOver, remindedAt: at } },
    effects: [
      ...toExchange(handOver, 'handOverReminder'),
      { kind: 'notify', notice: 'handOverQuiet' },
      { kind: 'scheduleHandOver', at: later(handOver.at, lapseAfterDays) },
    ],
  };
}

function lapsed(setup: Setup, { at }: Of<'handOverLapsed'>): Advanced {
  const { handOver } = setup;
  if (handOver === null) return { setup, effects: [] };
  return {
    setup: { ...setup, handOver: { ...handOver, lapsedAt: at } },
    effects: [...toExchange(handOver, 'handOverLapsed'), { kind: 'notify', notice: 'handOverLapsed' }],
  };
}

/** Without a channel both are the requester's own chat, and one line is enough. */
function toExchange({ toChannel, conversationId }: HandOver, notice: Notice): readonly Effect[] {
  return toChannel ? [{ kind: 'notifyExchange', conversationId, notice }] : [];
}

/** The text is the same, so who approved it has approved it; only the clock begins anew. */
function renewed(setup: Setup, { at }: Of<'handOverRenewed'>): Advanced {
  const { handOver } = setup;
  if (handOver === null) return { setup, effects: [] };
  const fresh: HandOver = { ...handOver, at, remindedAt: null, lapsedAt: null, undeliverableAt: null };
  return { setup: { ...setup, handOver: fresh }, effects: [{ kind: 'repostHandOver' }, reminderFor(at)] };
}

function undeliverable(setup: Setup, { at }: Of<'handOverUndeliverable'>): Advanced {
  const { handOver } = setup;
  if (handOver === null || handOver.undeliverableAt !== null) return { setup, effects: [] };
  return {
    setup: { ...setup, handOver: { ...handOver, undeliverableAt: at } },
    effects: [{ kind: 'notify', notice: 'handOverUndeliverable' }],
  };
}

function undoAsked(setup: Setup, { by, at }: Of<'undoAsked'>): Advanced {
  if (by === null || setup.handOver === null) return { setup, effects: [] };
  return { setup: { ...setup, undo: { by, at } }, effects: [{ kind: 'postUndo' }] };
}

/** After something exists in the tenant only the Exchange part may still change; it is handed over anew. */
export function changedAfterwards(setup: Setup, request: SetupRequest): Advanced {
  const asked = new Set(request.mailboxes);
  return {
    setup: {
      ...closingBefore(withoutGrantsGone(setup)),
      // Of what was verified before this was kept, every mailbox may be live.
      ...(setup.wasVerified ? { liveMailboxes: setup.liveMailboxes ?? setup.request.mailboxes } : {}),
      request,
      results: setup.results.filter(({ mailbox }) => asked.has(mailbox)).map(withoutMails),
      exchangeReport: null,
      nextCheckAt: null,
      ...unproved,
      checksSinceReport: 0,
    },
    effects: [{ kind: 'postHandOver' }],
  };
}

/** What is due of the clock: a reminder after a day in which nobody did anything, a lapse at the end. */
export type HandOverDue = { readonly kind: 'reminder' | 'lapse'; readonly at: string };

/** null where nobody is waited for, or nothing more is due. */
export function nextDue(setup: Setup): HandOverDue | null {
  const { handOver } = setup;
  const state = handOverState(setup);
  if (handOver === null || setup.cancelledAt !== null) return null;
  if (state !== 'asked' && state !== 'approved' && state !== 'taken') return null;
  const lapse = later(handOver.at, lapseAfterDays);
  const reminder = later(latestAct(handOver), remindAfterDays);
  return handOver.remindedAt === null && reminder < lapse
    ? { kind: 'reminder', at: reminder }
    : { kind: 'lapse', at: lapse };
}

function latestAct({ at, approvals, taken: takenBy }: HandOver): string {
  const acts = [at, ...approvals.map((act) => act.at), ...(takenBy === null ? [] : [takenBy.at])];
  return acts.toSorted().at(-1) ?? at;
}
