// Tests that somebody asks for: whether they may now, and what has to be asked before. Answers at once with the card on
// which the check is running; what it finds comes by itself.

import type { Reply } from '../cards/rendered-card.ts';
import type { Incoming } from '../conversation/incoming.ts';
import { may } from '../conversation/who-may.ts';
import type { CheckScope, Trial } from '../setup/check.ts';
import { holdsSecret } from '../setup/kept-secret.ts';
import { isProvisioned } from '../setup/phase.ts';
import type { Setup } from '../setup/setup.ts';
import { changeSetup } from './change-setup.ts';
import type { Desk } from './desk.ts';
import { closedTarget } from './reach.ts';
import { card, livingCard, text } from './reply.ts';

export async function startTest(desk: Desk, incoming: Incoming, setup: Setup, trial: Trial): Promise<Reply> {
  if (!isProvisioned(setup)) return text(desk.words.chat.notReady(setup.id));
  const closed = closedTarget(desk, 'test', setup);
  if (closed !== null) return closed;
  if (!holdsSecret(setup)) return bringAlong(desk, setup);
  const refusal = whyNot(desk, incoming, setup, trial);
  if (refusal !== null) return text(refusal);
  const seconds = setup.checking === null ? desk.testPace.take(incoming.from, desk.now()) : 0;
  if (seconds > 0) return text(desk.words.tests.tooOften(seconds));
  const changed = await changeSetup(desk, setup.id, (now) =>
    now.checking === null && now.cancelledAt === null
      ? { at: desk.now().toISOString(), by: incoming.from, kind: 'checkStarted', ...trial }
      : null,
  );
  const present = changed.kind === 'unknown' ? setup : changed.setup;
  return trial.scope === 'boundary'
    ? text(desk.words.tests.boundaryBegun(setup.id))
    : livingCard(desk, present, 'requester');
}

/** Once eBiss may be fetching mail, it has to be asked whether it is: then "not found" says nothing. */
export async function startRoundTrip(desk: Desk, incoming: Incoming, setup: Setup): Promise<Reply> {
  if (setup.wasVerified && setup.request.channels.length > 1 && holdsSecret(setup))
    return card(desk.show.askLive(setup));
  return startTest(desk, incoming, setup, { scope: 'roundTrip' });
}

/** Never into the chat, which keeps what is posted in it. */
async function bringAlong({ words, show }: Desk, setup: Setup): Promise<Reply> {
  return text(words.secret.testOnPage(setup.id, await show.settingsUrl(setup)));
}

function whyNot(desk: Desk, incoming: Incoming, setup: Setup, { scope, mailbox }: Trial): string | null {
  const { tests, replies } = desk.words;
  if (!offers(setup, scope)) return replies.channelNotAsked(setup.id);
  if (scope !== 'boundary') return null;
  if (!may('boundary', { person: incoming.from, place: incoming.place, setup })) {
    return tests.boundaryNotYours(setup.authorization?.by.name ?? '');
  }
  const own = setup.request.mailboxes.some((address) => address.toLowerCase() === mailbox?.toLowerCase());
  return own ? tests.boundaryGranted : null;
}

function offers({ request }: Setup, scope: CheckScope): boolean {
  switch (scope) {
    case 'all':
    case 'token':
      return true;
    case 'smtp':
    case 'pop3':
      return request.channels.includes(scope);
    case 'roundTrip':
    case 'liveRoundTrip':
      return request.channels.includes('smtp');
    case 'boundary':
      return request.channels.includes('pop3');
  }
}
