// Who may do what with a setup, in one table. A person stands to a setup as its requester, as the administrator who
// authorized it, as one of its organization in the channel that got the hand-over, or not at all; who stands in no
// relation gets the answer of a setup that does not exist. That somebody in a channel is a member of it is asked of
// Teams (shell/reach.ts); whether a press still counts is decided in setup/.

import type { Audience } from '../setup/message.ts';
import { isSamePerson, type Person } from '../setup/person.ts';
import type { Setup } from '../setup/setup.ts';
import type { Place } from './incoming.ts';

export type Action =
  | 'see'
  | 'seeExchange'
  | 'settings'
  | 'script'
  | 'change'
  | 'cancel'
  | 'continue'
  | 'test'
  | 'boundary'
  | 'approve'
  | 'reject'
  | 'take'
  | 'report'
  | 'renew'
  | 'toRequester'
  | 'undo'
  | 'audit';

export type Asking = { readonly person: Person; readonly place: Place; readonly setup: Setup };

/** `handOverChat`: the requester, in the chat of their own that got the hand-over for want of a channel. */
type Relation = 'requester' | 'authorizer' | 'handOverChannel' | 'handOverChat';

const table: Readonly<Record<Action, readonly Relation[]>> = {
  see: ['requester', 'authorizer'],
  seeExchange: ['requester', 'handOverChannel'],
  settings: ['requester'],
  script: ['requester', 'handOverChannel'],
  change: ['requester'],
  cancel: ['requester'],
  continue: ['requester'],
  test: ['requester'],
  /** It opens a mailbox that nobody asked for, if it can: that is for whoever answers for the application. */
  boundary: ['authorizer'],
  approve: ['handOverChannel'],
  reject: ['handOverChannel'],
  take: ['handOverChannel'],
  report: ['handOverChannel', 'handOverChat'],
  renew: ['requester', 'handOverChannel'],
  toRequester: ['requester'],
  undo: ['requester', 'handOverChannel'],
  audit: ['requester', 'authorizer'],
};

/** As far as the place tells: where they may only for being in the channel, Teams has to vouch for that. */
export function may(action: Action, asking: Asking): boolean {
  return isRelated(action, relations(asking));
}

/** Whoever else is in the channel, or is not. */
export function mayOfOneself(action: Action, asking: Asking): boolean {
  return isRelated(
    action,
    relations(asking).filter((relation) => relation !== 'handOverChannel'),
  );
}

/** Whether a channel can entitle anybody to it. */
export function isForChannel(action: Action): boolean {
  return table[action].includes('handOverChannel');
}

function isRelated(action: Action, related: readonly Relation[]): boolean {
  return table[action].some((relation) => related.includes(relation));
}

/** Which card of the setup this person gets in this place: in the hand-over's channel the one about Exchange, for all. */
export function audienceFor(asking: Asking): Audience | null {
  const related = relations(asking);
  if (related.includes('handOverChannel')) return 'exchange';
  return related.includes('requester') ? 'requester' : null;
}

function relations({ person, place, setup }: Asking): readonly Relation[] {
  const requester = isSamePerson(person, setup.requester);
  const { handOver } = setup;
  const here = handOver !== null && isSameConversation(handOver.conversationId, place.conversationId);
  // A channel can be shared with other organizations; whose mailboxes they are decides.
  const ofOrganization = person.tenantId === setup.request.tenant.id;
  return [
    ...(requester ? (['requester'] as const) : []),
    ...(isAuthorizer(person, setup) ? (['authorizer'] as const) : []),
    ...(here && handOver.toChannel && ofOrganization ? (['handOverChannel'] as const) : []),
    ...(here && !handOver.toChannel && requester ? (['handOverChat'] as const) : []),
  ];
}

function isAuthorizer(person: Person, { authorization }: Setup): boolean {
  return authorization !== null && isSamePerson(person, authorization.by);
}

/** In Teams a reply in a channel carries the thread behind the channel's id: `19:…@thread.tacv2;messageid=…`. */
function isSameConversation(a: string, b: string): boolean {
  return a.split(';')[0] === b.split(';')[0];
}
