// What people press on the card of a hand-over. Who may is known by then; here what they typed is read, and of many
// presses at once exactly one counts: decided inside the transaction.

import type { Reply } from '../cards/rendered-card.ts';
import type { Incoming } from '../conversation/incoming.ts';
import type { Press } from '../conversation/read-press.ts';
import { readReason } from '../conversation/read-reason.ts';
import { handOverFacts } from '../exchange/hand-over-facts.ts';
import { readEvidence } from '../exchange/read-evidence.ts';
import type { Happening } from '../setup/events.ts';
import type { Evidence } from '../setup/evidence.ts';
import { type PressRefusal, refusalOf } from '../setup/hand-over-state.ts';
import type { Audience } from '../setup/message.ts';
import type { Setup } from '../setup/setup.ts';
import { changeSetup } from './change-setup.ts';
import type { Desk } from './desk.ts';
import { handingOver } from './handing-over.ts';
import { card, livingCard, text } from './reply.ts';
import { textHashOf } from './text-hash.ts';

export type HandOverPress = Extract<
  Press,
  { kind: 'approve' | 'reject' | 'take' | 'report' | 'renew' | 'toRequester' }
>;

export async function pressHandOver(
  desk: Desk,
  incoming: Incoming,
  setup: Setup,
  press: HandOverPress,
  audience: Audience,
): Promise<Reply> {
  const read = await readTyped(desk, setup, press);
  if (!read.ok) return read.reply;
  return record(desk, incoming, setup, press, { ...read, audience });
}

type Typed =
  | { readonly ok: true; readonly happening: Happening; readonly evidence: Evidence | null }
  /** Said beside the card, or in it, so that what was typed stays. */
  | { readonly ok: false; readonly reply: Reply };

async function readTyped(desk: Desk, setup: Setup, press: HandOverPress): Promise<Typed> {
  const { words, show } = desk;
  const plain = (happening: Happening): Typed => ({ ok: true, happening, evidence: null });
  switch (press.kind) {
    case 'approve':
      return plain({ kind: 'exchangeApproved' });
    case 'take':
      return plain({ kind: 'exchangeTaken' });
    case 'renew':
      return plain(await renewing(desk, setup));
    case 'toRequester':
      return plain(handingOver(setup, null));
    case 'reject': {
      const read = readReason(press.reason);
      if (!read.ok) return { ok: false, reply: card(await show.refusedReason(setup, press.reason, read.mistake)) };
      return plain({ kind: 'exchangeRejected', reason: read.reason });
    }
    case 'report': {
      const read = evidenceIn(setup, press.evidence);
      if (read === null) return plain({ kind: 'exchangeReported', evidence: null });
      if (!read.ok) return { ok: false, reply: text(words.handOver.evidenceRefusals[read.refusal]) };
      const { evidence } = read;
      return { ok: true, happening: { kind: 'exchangeReported', evidence }, evidence };
    }
  }
}

/** Where the confirmed place has become another one, those there are asked, and decide anew. */
async function renewing({ store }: Desk, setup: Setup): Promise<Happening> {
  const { handOver } = setup;
  const place = await store.exchangePlace(setup.request.tenant.id);
  // One from before channels were confirmed has no hash, and may be anywhere.
  const isConfirmed = handOver !== null && handOver.textHash !== '';
  const isThere = handOver?.toChannel === true && handOver.conversationId === place?.conversationId;
  return isConfirmed && (place === null || isThere) ? { kind: 'handOverRenewed' } : handingOver(setup, place);
}

/** null where nothing was pasted. */
function evidenceIn(setup: Setup, pasted: string): ReturnType<typeof readEvidence> | null {
  const facts = handOverFacts(setup);
  const textHash = textHashOf(setup);
  if (pasted.trim() === '' || facts === null || textHash === null) return null;
  return readEvidence(pasted, { facts, textHash });
}

type Read = { readonly happening: Happening; readonly evidence: Evidence | null; readonly audience: Audience };

async function record(
  desk: Desk,
  { from }: Incoming,
  setup: Setup,
  press: HandOverPress,
  { happening, evidence, audience }: Read,
): Promise<Reply> {
  let refusal: PressRefusal | null = null;
  const pressing = { press: press.kind, by: from, seen: 'seen' in press ? press.seen : null, evidence };
  // What says nothing of what was seen counts only on the card as it is.
  const isOld = (now: Setup) => !('seen' in press) && press.version !== now.version;
  const changed = await changeSetup(desk, setup.id, (now) => {
    refusal = isOld(now) ? 'changed' : refusalOf(now, pressing, desk);
    return refusal === null ? { at: desk.now().toISOString(), by: from, ...happening } : null;
  });
  if (changed.kind === 'unknown') return text(desk.words.chat.notFound);
  if (refusal !== null && refusal !== 'changed') return text(desk.words.handOver.refused[refusal]);
  if (audience === 'exchange' && hasMoved(setup, changed.setup)) return card(desk.show.superseded(changed.setup));
  return livingCard(desk, changed.setup, audience);
}

/** Then the card that was pressed shows what is decided elsewhere. */
function hasMoved({ handOver: before }: Setup, { handOver: after }: Setup): boolean {
  return before?.conversationId !== after?.conversationId;
}
