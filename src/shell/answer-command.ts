// Answers a typed command. A setup that is out of reach is answered exactly as one that does not exist.

import type { Reply } from '../cards/rendered-card.ts';
import { blankForm } from '../conversation/form-values.ts';
import type { Incoming } from '../conversation/incoming.ts';
import type { Command } from '../conversation/read-text.ts';
import { whichSetup } from '../conversation/which-setup.ts';
import { type Action, audienceFor } from '../conversation/who-may.ts';
import type { Setup } from '../setup/setup.ts';
import { askForUndo, cancelSetup } from './act.ts';
import { type Desk, setupsNear } from './desk.ts';
import { proposePlace } from './exchange-place.ts';
import { explain } from './explain.ts';
import { closedTarget, inReach } from './reach.ts';
import { card, livingCard, text } from './reply.ts';
import { startRoundTrip, startTest } from './start-test.ts';

const blank = { mistakes: {}, setupId: null, version: null, fixed: false };

export async function answerCommand(desk: Desk, incoming: Incoming, command: Command): Promise<Reply> {
  const { from } = incoming;
  switch (command.kind) {
    case 'setup':
      if (!desk.mayStart(from)) return text(desk.words.replies.mayNotStart);
      return card(desk.show.form({ ...blank, values: blankForm(from.tenantId) }));
    case 'list':
      return card(desk.show.list(await desk.store.setupsOf(from), false));
    case 'help':
      return card(desk.show.help());
    case 'exchangeHere':
      return proposePlace(desk, incoming);
    case 'status':
      return withSetup(desk, incoming, 'seeExchange', command.setupId, (setup) => status(desk, incoming, setup));
    case 'settings':
      return withSetup(desk, incoming, 'settings', command.setupId, async (setup) =>
        card(await desk.show.settings(setup)),
      );
    case 'script':
      return withSetup(desk, incoming, 'script', command.setupId, (setup) => scriptLink(desk, setup));
    case 'undo':
      return withSetup(desk, incoming, 'undo', command.setupId, (setup) => askForUndo(desk, incoming, setup));
    case 'audit':
      return withSetup(desk, incoming, 'audit', command.setupId, async (setup) =>
        card(await desk.show.audit(setup, await desk.store.events(setup.id))),
      );
    case 'cancel':
      return withSetup(desk, incoming, 'cancel', command.setupId, (setup) => cancelSetup(desk, incoming, setup, null));
    case 'test':
      return test(desk, incoming, command);
    case 'boundaryOfWhat':
      return text(desk.words.tests.boundaryOfWhat);
    case 'explain':
      return explain(desk, incoming, command.text);
    case 'later':
      return text(desk.words.chat.later(command.word));
    case 'unknown':
      return text(desk.words.chat.unknown(command.nearest));
  }
}

function test(desk: Desk, incoming: Incoming, command: Extract<Command, { kind: 'test' }>): Promise<Reply> {
  const { scope, mailbox, setupId } = command;
  // A requester who may not is told who may.
  const action = scope === 'boundary' ? 'see' : 'test';
  return withSetup(desk, incoming, action, setupId, (setup) =>
    scope === 'roundTrip'
      ? startRoundTrip(desk, incoming, setup)
      : startTest(desk, incoming, setup, { scope, ...(mailbox === undefined ? {} : { mailbox }) }),
  );
}

async function withSetup(
  desk: Desk,
  incoming: Incoming,
  action: Action,
  setupId: string | null,
  answer: (setup: Setup) => Promise<Reply>,
): Promise<Reply> {
  const near = await setupsNear(desk, incoming);
  const { setups, stranger } = await inReach(desk, incoming, action, { near, named: setupId });
  const which = whichSetup(setupId, setups);
  switch (which.kind) {
    case 'one':
      return closedTarget(desk, action, which.setup) ?? answer(which.setup);
    case 'several':
      return card(desk.show.list(which.setups, true));
    case 'none':
      return stranger ?? text(desk.words.chat.none);
    case 'notFound':
      return stranger ?? text(desk.words.chat.notFound);
  }
}

async function status(desk: Desk, incoming: Incoming, setup: Setup): Promise<Reply> {
  const audience = audienceFor({ person: incoming.from, place: incoming.place, setup });
  return livingCard(desk, setup, audience ?? 'requester');
}

async function scriptLink(desk: Desk, setup: Setup): Promise<Reply> {
  if (setup.application === null || setup.servicePrincipal === null) return text(desk.words.chat.notReady(setup.id));
  return text(desk.words.replies.scriptAt(await desk.show.scriptUrl(setup)));
}
