// Where things are said: conversations that the bot knows, where a tenant's hand-overs go, and which activity shows
// which setup to whom. None of it is an entitlement.

import type { Kysely } from 'kysely';
import type { ExchangePlace, PlaceProposal } from '../setup/exchange-place.ts';
import type { Audience } from '../setup/message.ts';
import type { Conversation, LivingCard } from './storage.ts';
import type { Tables } from './tables.ts';

type Db = Kysely<Tables>;

export async function rememberConversation(db: Db, { id, tenantId, kind, reference }: Conversation): Promise<void> {
  const values = { tenant_id: tenantId, kind, reference: JSON.stringify(reference) };
  await db
    .insertInto('conversations')
    .values({ id, ...values })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
    .execute();
}

export async function findConversation(db: Db, id: string): Promise<Conversation | null> {
  const row = await db.selectFrom('conversations').selectAll().where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : { id, tenantId: row.tenant_id, kind: row.kind, reference: row.reference };
}

export async function findExchangePlace(db: Db, tenantId: string): Promise<ExchangePlace | null> {
  const row = await db.selectFrom('exchange_places').selectAll().where('tenant_id', '=', tenantId).executeTakeFirst();
  if (row === undefined) return null;
  return {
    tenantId,
    conversationId: row.conversation_id,
    names: row.names,
    proposedBy: row.proposed_by,
    confirmedBy: row.confirmed_by,
    confirmedAt: row.confirmed_at.toISOString(),
  };
}

export async function setExchangePlace(db: Db, place: ExchangePlace): Promise<void> {
  const values = {
    conversation_id: place.conversationId,
    names: JSON.stringify(place.names),
    proposed_by: JSON.stringify(place.proposedBy),
    confirmed_by: JSON.stringify(place.confirmedBy),
    confirmed_at: place.confirmedAt,
  };
  await db
    .insertInto('exchange_confirmations')
    .values({ tenant_id: place.tenantId, ...values })
    .execute();
  await db
    .insertInto('exchange_places')
    .values({ tenant_id: place.tenantId, ...values })
    .onConflict((conflict) => conflict.column('tenant_id').doUpdateSet(values))
    .execute();
}

export async function saveProposal(db: Db, proposal: PlaceProposal): Promise<void> {
  await db
    .insertInto('exchange_proposals')
    .values({
      id: proposal.id,
      tenant_id: proposal.tenantId,
      conversation_id: proposal.conversationId,
      names: JSON.stringify(proposal.names),
      proposed_by: JSON.stringify(proposal.proposedBy),
      proposed_at: proposal.proposedAt,
    })
    .execute();
}

export async function findProposal(db: Db, id: string): Promise<PlaceProposal | null> {
  const row = await db.selectFrom('exchange_proposals').selectAll().where('id', '=', id).executeTakeFirst();
  if (row === undefined) return null;
  return {
    id,
    tenantId: row.tenant_id,
    conversationId: row.conversation_id,
    names: row.names,
    proposedBy: row.proposed_by,
    proposedAt: row.proposed_at.toISOString(),
  };
}

type CardKey = { readonly setupId: string; readonly audience: Audience; readonly conversationId: string };

export async function findLivingCard(db: Db, key: CardKey): Promise<string | null> {
  const row = await db
    .selectFrom('living_cards')
    .select('activity_id')
    .where('setup_id', '=', key.setupId)
    .where('audience', '=', key.audience)
    .where('conversation_id', '=', key.conversationId)
    .executeTakeFirst();
  return row?.activity_id ?? null;
}

export async function rememberLivingCard(db: Db, card: LivingCard): Promise<void> {
  await db
    .insertInto('living_cards')
    .values({
      setup_id: card.setupId,
      audience: card.audience,
      conversation_id: card.conversationId,
      activity_id: card.activityId,
    })
    .onConflict((conflict) =>
      conflict.columns(['setup_id', 'audience', 'conversation_id']).doUpdateSet({ activity_id: card.activityId }),
    )
    .execute();
}
