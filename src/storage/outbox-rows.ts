// The outbox: what is to be said, in order per conversation. A refresh of a living card replaces one that still
// waits, and a conversation gets at most one of them a second, because the service limits edits.

import { type Kysely, sql } from 'kysely';
import type { Message } from '../setup/message.ts';
import type { DueMessage } from './storage.ts';
import type { Tables } from './tables.ts';

type Db = Kysely<Tables>;

/** A message is worked on by one dispatcher for at most so long; then it is free again. */
const claimSeconds = 60;
const cardPaceSeconds = 1;

export async function putMessage(db: Db, message: Message, now: Date): Promise<void> {
  const { conversationId, setupId, content } = message;
  const card = content.kind === 'livingCard' ? content : null;
  const row = { conversation_id: conversationId, setup_id: setupId, content: JSON.stringify(content), put_at: now };
  if (card === null || setupId === null) {
    await db
      .insertInto('outbox')
      .values({ ...row, audience: null, renew: false, due_at: now })
      .execute();
    return;
  }
  const { audience, renew } = card;
  await db
    .with('replaced', (inner) => removeWaiting(inner, { conversationId, setupId, audience }, now))
    .insertInto('outbox')
    .values((value) => ({
      ...row,
      audience,
      renew,
      // A refusal that made an earlier refresh wait holds for this one too.
      attempts: sql<number>`coalesce(${value.selectFrom('replaced').select(value.fn.max('attempts').as('most'))}, 0)`,
      due_at: sql<Date>`greatest(${now}::timestamptz, ${value.selectFrom('replaced').select(value.fn.max('due_at').as('last'))})`,
    }))
    .execute();
}

type CardKey = {
  readonly conversationId: string;
  readonly setupId: string;
  readonly audience: 'requester' | 'exchange';
};

/** What a refresh shows is decided when it is delivered; so of two that wait, the later one says it all. */
function removeWaiting(db: Pick<Db, 'deleteFrom'>, key: CardKey, now: Date) {
  return db
    .deleteFrom('outbox')
    .where('conversation_id', '=', key.conversationId)
    .where('setup_id', '=', key.setupId)
    .where('audience', '=', key.audience)
    .where('renew', '=', false)
    .where('delivered_at', 'is', null)
    .where('given_up_at', 'is', null)
    .where((where) => where.or([where('claimed_until', 'is', null), where('claimed_until', '<=', now)]))
    .returning(['attempts', 'due_at']);
}

/** When the first waiting message of each conversation may be taken: due, unclaimed, and not too soon for a card. */
function heads(db: Db) {
  return db
    .selectFrom('outbox')
    .distinctOn('conversation_id')
    .where('delivered_at', 'is', null)
    .where('given_up_at', 'is', null)
    .orderBy('conversation_id')
    .orderBy('seq')
    .select([
      'seq',
      sql<Date>`greatest(due_at, claimed_until, case when audience is not null then
        (select max(card.delivered_at) from outbox card
          where card.conversation_id = outbox.conversation_id and card.audience is not null)
        + make_interval(secs => ${cardPaceSeconds}) end)`.as('free_at'),
    ]);
}

/**
 * Also right for several dispatchers at once: of two that see the same row, one updates it. A row that somebody is about
 * to replace is passed over instead of waited for: who replaces several locks them one by one, and two that wait for each
 * other's rows would be a deadlock.
 */
export async function claimDue(db: Db, limit: number, now: Date): Promise<readonly DueMessage[]> {
  const rows = await db
    .updateTable('outbox')
    .set({ claimed_until: new Date(now.getTime() + claimSeconds * 1000) })
    .where('seq', 'in', freeHeads(db, limit, now))
    .returning(['seq', 'conversation_id', 'setup_id', 'content', 'attempts', 'put_at'])
    .execute();
  return rows
    .map(({ seq, attempts, put_at: putAt, ...row }) => ({ ...toMessage(row), seq, attempts, putAt }))
    .sort((a, b) => a.seq - b.seq);
}

/** Locked for this statement, and as they are now: another dispatcher may have claimed one since they were looked for. */
function freeHeads(db: Db, limit: number, now: Date) {
  const due = db.selectFrom(heads(db).as('head')).select('seq').where('free_at', '<=', now).orderBy('seq').limit(limit);
  return db
    .selectFrom('outbox')
    .select('seq')
    .where('seq', 'in', due)
    .where('delivered_at', 'is', null)
    .where('given_up_at', 'is', null)
    .where((where) => where.or([where('claimed_until', 'is', null), where('claimed_until', '<=', now)]))
    .forUpdate()
    .skipLocked();
}

type Stored = {
  readonly conversation_id: string;
  readonly setup_id: string | null;
  readonly content: Message['content'];
};

function toMessage({ conversation_id: conversationId, setup_id: setupId, content }: Stored): Message {
  if (setupId === null && content.kind === 'place') return { conversationId, setupId, content };
  if (setupId !== null && content.kind !== 'place') return { conversationId, setupId, content };
  throw new Error('a message of the outbox is of a setup and of a place at once');
}

/** When the earliest of the waiting conversations is free; null when none waits. */
export async function nextFreeAt(db: Db): Promise<Date | null> {
  const row = await db
    .selectFrom(heads(db).as('head'))
    .select((select) => select.fn.min('free_at').as('at'))
    .executeTakeFirst();
  return row?.at ?? null;
}

export async function markDelivered(db: Db, seq: number, now: Date): Promise<void> {
  await db
    .updateTable('outbox')
    .set({ delivered_at: now, claimed_until: null, error: null })
    .where('seq', '=', seq)
    .execute();
}

export async function markFailed(db: Db, seq: number, error: string, retryAt: Date | null, now: Date): Promise<void> {
  await db
    .updateTable('outbox')
    .set((value) => ({
      attempts: value('attempts', '+', 1),
      claimed_until: null,
      error: error.slice(0, 1000),
      ...(retryAt === null ? { given_up_at: now } : { due_at: retryAt }),
    }))
    .where('seq', '=', seq)
    .execute();
}

/** The messages are no record (the events are): what was delivered long ago goes. */
export async function dropOld(db: Db, before: Date): Promise<void> {
  await db.deleteFrom('outbox').where('delivered_at', '<', before).execute();
  await db.deleteFrom('outbox').where('given_up_at', '<', before).execute();
}

/** For a database of one process, at its start: whoever claimed these is gone. */
export async function dropClaims(db: Db): Promise<void> {
  await db.updateTable('outbox').set({ claimed_until: null }).where('claimed_until', 'is not', null).execute();
}
