// Answers a press on a card. The card's version only says what its reader saw: on an old card nothing is done, and the
// present card is the answer.

import type { Reply } from '../cards/rendered-card.ts';
import { formFor } from '../conversation/form-values.ts';
import type { Incoming } from '../conversation/incoming.ts';
import type { Press } from '../conversation/read-press.ts';
import { type Action, type Asking, audienceFor, mayOfOneself } from '../conversation/who-may.ts';
import type { Audience } from '../setup/message.ts';
import type { Setup } from '../setup/setup.ts';
import { cancelSetup, mayStillChange } from './act.ts';
import type { Desk } from './desk.ts';
import { pressHandOver } from './hand-over.ts';
import { planSetup } from './plan.ts';
import { refusalFor } from './reach.ts';
import { card, livingCard, text } from './reply.ts';
import { startRoundTrip, startTest } from './start-test.ts';

type OfSetup = Exclude<Press, { kind: 'plan' | 'unknown' }>;

const actionOf = {
  change: 'change',
  cancel: 'cancel',
  continue: 'continue',
  status: 'seeExchange',
  approve: 'approve',
  reject: 'reject',
  take: 'take',
  report: 'report',
  renew: 'renew',
  toRequester: 'toRequester',
  test: 'test',
  askRoundTrip: 'test',
} as const satisfies Record<OfSetup['kind'], Action>;

export async function answerPress(desk: Desk, incoming: Incoming, press: Press): Promise<Reply> {
  if (press.kind === 'unknown') return text(desk.words.replies.cardNotUnderstood);
  if (press.kind === 'plan') return planSetup(desk, incoming, press);
  const setup = await desk.store.findSetup(press.setupId);
  const refusal = await refusalFor(desk, incoming, actionOf[press.kind], setup);
  if (setup === null || refusal !== null) return refusal ?? text(desk.words.chat.notFound);
  const asking = { person: incoming.from, place: incoming.place, setup };
  return answerPressOn(desk, incoming, press, setup, shownTo(press, asking));
}

/** Only the card of the hand-over has these. */
const handOverKinds: ReadonlySet<Press['kind']> = new Set(['approve', 'reject', 'take', 'report']);

/** The card that was pressed stays the card it was; the requester's is for nobody else, whatever the press says. */
function shownTo(press: OfSetup, asking: Asking): Audience {
  if (handOverKinds.has(press.kind)) return 'exchange';
  const asked = 'audience' in press ? press.audience : null;
  if (asked === 'requester' && !mayOfOneself('seeExchange', asking)) return 'exchange';
  return asked ?? audienceFor(asking) ?? 'requester';
}

async function answerPressOn(
  desk: Desk,
  incoming: Incoming,
  press: OfSetup,
  setup: Setup,
  audience: Audience,
): Promise<Reply> {
  const isStale = press.version !== setup.version;
  switch (press.kind) {
    case 'status':
    case 'continue':
      return livingCard(desk, setup, audience);
    case 'test':
      if (isStale) return livingCard(desk, setup, audience);
      return startTest(desk, incoming, setup, { scope: press.scope });
    case 'askRoundTrip':
      return isStale ? livingCard(desk, setup, audience) : startRoundTrip(desk, incoming, setup);
    case 'change':
      if (isStale || !mayStillChange(setup)) return livingCard(desk, setup, audience);
      return card(
        desk.show.form({
          values: formFor(setup.request),
          mistakes: {},
          setupId: setup.id,
          version: setup.version,
          fixed: setup.application !== null,
        }),
      );
    case 'cancel':
      return cancelSetup(desk, incoming, setup, press.version);
    case 'approve':
    case 'reject':
    case 'take':
    case 'report':
    case 'renew':
    case 'toRequester':
      return pressHandOver(desk, incoming, setup, press, audience);
  }
}
