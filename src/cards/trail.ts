// The trail of a setup as people read it: who, from which account, did what, and how it ended. Made from the events as they
// are stored; card, page and file show the same rows.

import type { SetupEvent } from '../setup/events.ts';
import type { Person } from '../setup/person.ts';
import type { Words } from '../words/words.ts';

export type TrailRow = {
  /** ISO 8601, UTC. */
  readonly at: string;
  /** null where the bot acted on its own. */
  readonly who: Who | null;
  /** These two hold text of others. */
  readonly what: string;
  readonly outcome: string | null;
  /** Microsoft Graph's own ids of the requests behind it. */
  readonly requestIds: readonly string[];
};

/** `account`: user principal name, where a sign-in or the directory told it. */
export type Who = Pick<Person, 'name' | 'objectId' | 'tenantId'> & { readonly account: string | null };

/** Oldest first, as the events are. */
export function trailOf(events: readonly SetupEvent[], { audit }: Words): readonly TrailRow[] {
  const accounts = accountsIn(events);
  return events.map((event) => ({
    at: event.at,
    who: event.by === null ? null : whoDid(event, event.by, accounts),
    what: audit.whatHappened(event),
    outcome: audit.howItEnded(event),
    requestIds: requestIdsOf(event),
  }));
}

/** A name on the bot's side of the table: the events know none of their own. */
export function nameOf({ who }: TrailRow, { audit }: Words): string {
  return who === null ? audit.bot : who.name;
}

function whoDid(event: SetupEvent, by: Person, accounts: ReadonlyMap<string, string>): Who {
  const { name, objectId, tenantId } = by;
  return { name, objectId, tenantId, account: ownAccount(event) ?? accounts.get(keyOf(by)) ?? null };
}

/** The account with which somebody signed in for exactly this. */
function ownAccount(event: SetupEvent): string | null {
  switch (event.kind) {
    case 'authorized':
      return event.authorization.by.username;
    case 'secretRead':
    case 'secretDelivered':
      return event.username;
    default:
      return null;
  }
}

/** What the trail tells of people elsewhere in it: an account is that of a person, whatever they did. */
function accountsIn(events: readonly SetupEvent[]): ReadonlyMap<string, string> {
  const told = events.flatMap((event): readonly (readonly [string, string])[] => {
    const own = ownAccount(event);
    return [
      ...(event.by === null || own === null ? [] : ([[keyOf(event.by), own]] as const)),
      ...requesterIn(event, events),
    ];
  });
  return new Map(told);
}

/** As the administrator's directory knew whoever asked. */
function requesterIn(event: SetupEvent, events: readonly SetupEvent[]): readonly (readonly [string, string])[] {
  const by = events.find(({ kind }) => kind === 'asked')?.by ?? null;
  const username = event.kind === 'authorized' ? (event.authorization.requesterUsername ?? null) : null;
  return by === null || username === null ? [] : [[keyOf(by), username]];
}

function requestIdsOf(event: SetupEvent): readonly string[] {
  if ('requestId' in event && event.requestId !== undefined) return [event.requestId];
  const told = event.kind === 'effectFailed' || event.kind === 'secretAnswerLost' ? event.problem.requestId : null;
  return told === null ? [] : [told];
}

function keyOf({ tenantId, objectId }: Person): string {
  return `${tenantId}/${objectId}`;
}
