// The tables as Kysely sees them. JSON columns are of type json, not jsonb: json keeps the text as it was written (order
// of members, U+0000 and lone surrogates that a server's words may hold), jsonb changes or refuses it.

import type { ColumnType, Generated } from 'kysely';
import type { SetupEvent } from '../setup/events.ts';
import type { PlaceNames } from '../setup/exchange-place.ts';
import type { Audience, Message } from '../setup/message.ts';
import type { Person } from '../setup/person.ts';
import type { Setup } from '../setup/setup.ts';

/** Read as a value, written as JSON text. */
type Json<Value> = ColumnType<Value, string, string>;
/** Read as a Date, written as a Date or an ISO 8601 text. */
type Time = ColumnType<Date, Date | string, Date | string>;
type OptionalTime = ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;

export type PlaceKind = 'personal' | 'groupChat' | 'channel';

export type Tables = {
  setups: {
    id: string;
    version: number;
    format: number;
    tenant_id: string;
    requester_tenant_id: string;
    requester_object_id: string;
    handed_to: string | null;
    /** True while a provisioning run or a verification is under way. */
    busy: boolean;
    asked_at: Time;
    state: Json<Setup>;
  };
  events: {
    setup_id: string;
    version: number;
    at: Time;
    by_tenant_id: string | null;
    by_object_id: string | null;
    kind: string;
    body: Json<SetupEvent>;
  };
  conversations: { id: string; tenant_id: string; kind: PlaceKind; reference: Json<unknown> };
  exchange_proposals: {
    id: string;
    tenant_id: string;
    conversation_id: string;
    names: Json<PlaceNames>;
    proposed_by: Json<Person>;
    proposed_at: Time;
  };
  exchange_places: ConfirmedPlace;
  /** Each that there ever was. */
  exchange_confirmations: ConfirmedPlace & { seq: Generated<number> };
  living_cards: { setup_id: string; audience: Audience; conversation_id: string; activity_id: string };
  outbox: {
    seq: Generated<number>;
    conversation_id: string;
    /** null for what concerns no setup. */
    setup_id: string | null;
    content: Json<Message['content']>;
    /** Set for living cards alone: what one refresh has in common with the next. */
    audience: Audience | null;
    renew: boolean;
    attempts: Generated<number>;
    put_at: Time;
    due_at: Time;
    /** Until then one dispatcher alone works on it. */
    claimed_until: OptionalTime;
    delivered_at: OptionalTime;
    given_up_at: OptionalTime;
    error: string | null;
  };
  secrets: { setup_id: string; key_id: string; seal_key_id: string; jwe: string; ends_at: Time; created_at: Time };
};

type ConfirmedPlace = {
  tenant_id: string;
  conversation_id: string;
  names: Json<PlaceNames>;
  proposed_by: Json<Person>;
  confirmed_by: Json<Person>;
  confirmed_at: Time;
};
