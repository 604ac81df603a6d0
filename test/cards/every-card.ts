// Every card in every phase, by name: what the tests measure and what the pictures show.

import { askLiveCard } from '../../src/cards/ask-live.ts';
import { auditCard } from '../../src/cards/audit.ts';
import { exchangeCard } from '../../src/cards/exchange.ts';
import { explainCard, unknownTextCard } from '../../src/cards/explain.ts';
import { formCard } from '../../src/cards/form.ts';
import { helpCard, listCard } from '../../src/cards/list.ts';
import { placeCard } from '../../src/cards/place.ts';
import type { RenderedCard } from '../../src/cards/rendered-card.ts';
import { requesterCard } from '../../src/cards/requester.ts';
import { realEndpoints } from '../../src/cards/settings.ts';
import { settingsCard } from '../../src/cards/settings-card.ts';
import { supersededCard } from '../../src/cards/superseded.ts';
import { trailOf } from '../../src/cards/trail.ts';
import { undoCard } from '../../src/cards/undo.ts';
import { blankForm, formFor } from '../../src/conversation/form-values.ts';
import { readForm } from '../../src/conversation/read-form.ts';
import { remarkKinds } from '../../src/setup/compare-server-check.ts';
import type { SetupEvent } from '../../src/setup/events.ts';
import { confirmedPlace, type PlaceProposal } from '../../src/setup/exchange-place.ts';
import { isProvisioned } from '../../src/setup/phase.ts';
import type { Setup } from '../../src/setup/setup.ts';
import { textHashOf } from '../../src/shell/text-hash.ts';
import { words } from '../../src/words/words.ts';
import {
  checkingSetup,
  confirmingSetup,
  deliveredSetup,
  gaveUpSetup,
  liveSetup,
  roundTrippedSetup,
  signedInSetup,
  testedEarlySetup,
  tokenRefusedSetup,
  verifiedSetup,
  waitingSetup,
  wrongSetup,
} from '../support/checked-setups.ts';
import { forbidden, interrupted, permissionMissing, smtpAuthOff } from '../support/problems.ts';
import {
  approvedSetup,
  cancelledSetup,
  claimedSetup,
  differingSetup,
  erik,
  evidenceFor,
  exchangeChannel,
  handedOverSetup,
  lapsedInChatSetup,
  lapsedSetup,
  narrowedSetup,
  now,
  plannedSetup,
  provisionedSetup,
  provisioningSetup,
  rejectedSetup,
  reportedSetup,
  stoppedSetup,
  takenSetup,
  tenantId,
  undeliverableSetup,
  type Wish,
} from '../support/setups.ts';
import { oneOfEach, wholeJob } from '../support/trail.ts';

const english = words('en');

const proposal: PlaceProposal = {
  id: 'a2f1',
  tenantId,
  conversationId: exchangeChannel,
  names: { team: 'Exchange administrators', channel: 'Hand-overs' },
  proposedBy: erik,
  proposedAt: now,
};

const ticket = 'eyJhbGciOiJkaXIi.q3l0dW1teS10aWNrZXQtZm9yLWEtY2FyZA.Zm9yLXRlc3Rz';
const endpoints = {
  entra: { url: 'https://127.0.0.1:8443' },
  smtp: { host: '127.0.0.1', port: 2587 },
  pop3: { host: '127.0.0.1', port: 2995 },
};

export function forRequester(setup: Setup): RenderedCard {
  return requesterCard(setup, {
    words: english,
    now,
    authorizeUrl: `https://bot.contoso.example/authorize/${ticket}`,
    place: setup.request.server === 'EDI-PROD-01' ? confirmedPlace(proposal, erik, now) : null,
    settingsUrl: `https://bot.contoso.example/settings/${ticket}`,
    scriptUrl: `https://bot.contoso.example/script/${ticket}`,
    consent: {
      grantUrl: `https://bot.contoso.example/authorize/${ticket}`,
      entraUrl: `https://login.microsoftonline.com/${setup.request.tenant.id}/adminconsent?client_id=${setup.application?.appId ?? ''}`,
    },
  });
}

export function forExchange(setup: Setup): RenderedCard {
  const scriptUrl = `https://bot.contoso.example/script/${ticket}`;
  return exchangeCard(setup, { words: english, now, scriptUrl, textHash: textHashOf(setup) });
}

export function settingsOf(setup: Setup, tested = realEndpoints): RenderedCard {
  const settingsUrl = `https://bot.contoso.example/settings/${ticket}`;
  const serverUrl = isProvisioned(setup) ? `https://bot.contoso.example/script/${ticket}` : null;
  return settingsCard(setup, { words: english, now, settingsUrl, serverUrl, endpoints: tested });
}

function auditOf(setup: Setup, events: readonly SetupEvent[]): RenderedCard {
  const { request } = setup;
  const asWished = events.map((event) => (event.kind === 'asked' ? { ...event, request } : event));
  const rows = trailOf(asWished, english);
  return auditCard(setup, rows, `https://bot.contoso.example/audit/${ticket}`, { words: english, now });
}

function undoOf(setup: Setup): RenderedCard {
  const card = undoCard(setup, `https://bot.contoso.example/script/${ticket}`, { words: english, now });
  if (card === null) throw new Error('there is nothing to undo');
  return card;
}

/** In the middle of the run, while Microsoft makes it wait. */
function pausedSetup(wish: Wish): Setup {
  const setup = provisioningSetup(wish);
  const pause = {
    step: 'servicePrincipal',
    cause: 'askedToWait',
    startedAt: '2026-11-24T09:03:11.000Z',
    until: '2026-11-24T09:03:31.000Z',
  } as const;
  return { ...setup, run: setup.run && { ...setup.run, pauses: [pause] } };
}

const phases: Readonly<Record<string, (wish: Wish) => Setup>> = {
  planned: plannedSetup,
  provisioning: (wish) => provisioningSetup(wish),
  paused: pausedSetup,
  interrupted: (wish) => stoppedSetup(interrupted, wish),
  forbidden: (wish) => stoppedSetup(forbidden, wish),
  provisioned: (wish) => provisionedSetup(wish),
  handedOver: (wish) => handedOverSetup(wish),
  handedOverToChat: (wish) => handedOverSetup(wish, false),
  consentMissing: (wish) => handedOverSetup(wish, true, 'elsewhere'),
  testedEarly: testedEarlySetup,
  undeliverable: (wish) => undeliverableSetup(wish),
  undeliverableWithoutConsent: (wish) => undeliverableSetup(wish, 'elsewhere'),
  lapsed: lapsedSetup,
  lapsedInChat: lapsedInChatSetup,
  narrowed: narrowedSetup,
  rejected: rejectedSetup,
  approved: approvedSetup,
  oneOfTwo: (wish) => approvedSetup({ ...wish, smtpAuth: 'organization' }),
  taken: takenSetup,
  reported: (wish) => reportedSetup(wish),
  reportedWithEvidence: (wish) => reportedSetup(wish, evidenceFor(takenSetup(wish))),
  differing: (wish) => differingSetup(wish),
  differingEverywhere: (wish) => differingSetup(wish, 'everywhere'),
  claimed: (wish) => claimedSetup(wish),
  claimedByNobodyKnows: (wish) => claimedSetup(wish, { requesterUsername: null }),
  checking: checkingSetup,
  waiting: waitingSetup,
  confirming: confirmingSetup,
  wrong: wrongSetup,
  gaveUp: gaveUpSetup,
  tokenRefused: tokenRefusedSetup,
  tokenRefusedToTheEnd: (wish) => ({ ...tokenRefusedSetup(wish), nextCheckAt: null }),
  signedIn: signedInSetup,
  verified: (wish) => verifiedSetup(wish),
  signedInLive: liveSetup,
  roundTripped: (wish) => roundTrippedSetup(wish),
  fetchedFirst: (wish) => roundTrippedSetup(wish, 'fetchedFirst'),
  delivered: deliveredSetup,
  cancelled: cancelledSetup,
};

const setupCards: Readonly<Record<string, (setup: Setup) => RenderedCard>> = {
  requester: forRequester,
  exchange: forExchange,
  settings: (setup) => settingsOf(setup),
};

function forms(): readonly (readonly [string, RenderedCard])[] {
  const blank = formCard({
    values: blankForm('contoso.example'),
    mistakes: {},
    setupId: null,
    version: null,
    fixed: false,
    words: english,
  });
  const read = readForm({
    ...blankForm('https://contoso.example'),
    mailboxes: 'edi@contoso.example\nno-at-sign',
    channels: '',
    sender: 'noreply@contoso.example',
    sendAs: 'false',
    smtpAuth: 'organization',
  });
  if (read.ok) throw new Error('the example of a refused form is accepted');
  const { request } = rejectedSetup();
  const located = { setupId: 'K7Q2M4', version: 17, fixed: true };
  const changeLater = formCard({ values: formFor(request), mistakes: {}, words: english, ...located });
  return [
    ['form, empty', blank],
    ['form, refused', formCard({ ...read, setupId: 'K7Q2M4', version: 3, fixed: false, words: english })],
    ['form, to be changed after provisioning', changeLater],
  ];
}

function explanations(wish: Wish, change: Change): readonly (readonly [string, RenderedCard])[] {
  const setup = change(handedOverSetup(wish));
  const { mailboxes } = setup.request;
  const all = mailboxes.map((mailbox) => ({ problem: smtpAuthOff(mailbox), mailboxes: [mailbox], label: 'SMTP' }));
  const { title, context } = english.tests.explain;
  const token = { problem: permissionMissing, mailboxes: [], label: null };
  const { server } = english.tests;
  const notes = remarkKinds.map((kind) => ({ text: server.remarks[kind]('SMTP'), mailboxes }));
  return [
    ['explanation', explainCard({ title, lead: context(setup.id), causes: all.slice(0, 1), setup }, english)],
    ['explanation, of no setup', explainCard({ title, lead: null, causes: [token], setup: null }, english)],
    ['explanation, unknown', unknownTextCard(english)],
    ['from the eBiss server, in part', explainCard({ title, lead: server.partly, causes: [], setup, notes }, english)],
    ['from the eBiss server', explainCard({ title, lead: server.fine, causes: all, setup }, english)],
  ];
}

/** Made to everything before it is shown. */
type Change = <Value>(value: Value) => Value;
const unchanged: Change = (value) => value;

/** [name, card] of each card, in each phase that a setup can be in. */
export function everyCard(wish: Wish = {}, change: Change = unchanged): readonly (readonly [string, RenderedCard])[] {
  const ofSetups = Object.entries(setupCards).flatMap(([card, render]) =>
    Object.entries(phases).map(([phase, make]) => [`${card}, ${phase}`, render(change(make(wish)))] as const),
  );
  const overridden = change(verifiedSetup(wish, { smtp: endpoints.smtp, pop3: endpoints.pop3 }));
  const several = [
    plannedSetup(wish),
    { ...verifiedSetup(wish), id: 'B3X9RT' },
    { ...wrongSetup(wish), id: 'H5W2NP' },
    { ...waitingSetup(wish), id: 'M8D4KC' },
  ].map(change);
  return [
    ...forms(),
    ...ofSetups,
    ['requester, tested elsewhere', forRequester(overridden)],
    ['settings, tested elsewhere', settingsOf(overridden, endpoints)],
    ['list', listCard(several, english)],
    ['list, which', listCard(several, english, true)],
    ['list, empty', listCard([], english)],
    ['help', helpCard(english)],
    ['place', placeCard(change(proposal), `https://bot.contoso.example/exchange/${ticket}`, english)],
    ['superseded', supersededCard(change(handedOverSetup(wish)), { words: english })],
    ['audit', auditOf(change(plannedSetup(wish)), change(wholeJob))],
    ['audit, one of each', auditOf(change(plannedSetup(wish)), change(oneOfEach))],
    ['audit, at first', auditOf(plannedSetup(wish), wholeJob.slice(0, 1))],
    ['undo, with evidence', undoOf(change(reportedSetup(wish, evidenceFor(takenSetup(wish)))))],
    ['undo, without evidence', undoOf(change(reportedSetup(wish)))],
    ['undo, narrowed', undoOf(change(narrowedSetup(wish)))],
    ['ask whether eBiss is live', askLiveCard(change(verifiedSetup(wish)), english)],
    ...explanations(wish, change),
  ];
}
