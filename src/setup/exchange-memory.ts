// What a setup remembers of Exchange for its whole life, however often its request changes: what commands that may have
// been run have touched, and how it was before. So that what is no longer asked for can be taken back, and all can be
// put back.

import type { BeforeChange, Evidence, MailboxState } from './evidence.ts';
import type { Touched } from './hand-over.ts';
import type { SetupRequest } from './request.ts';
import type { Setup } from './setup.ts';

/** SendAs belongs on the address in From: on the sender where there is one, else on each mailbox. Nothing is sent by POP3. */
export function sendAsOn({ channels, sendAs, sender, mailboxes }: SetupRequest): readonly string[] {
  if (!sendAs || !channels.includes('smtp')) return [];
  return sender === null ? mailboxes : [sender];
}

/** What the commands for a request touch. */
function touchedBy(request: SetupRequest): Touched {
  const { channels, mailboxes, smtpAuth } = request;
  const usesSmtp = channels.includes('smtp');
  return {
    fullAccess: mailboxes,
    sendAs: sendAsOn(request),
    smtpAuth: usesSmtp && smtpAuth === 'mailbox' ? mailboxes : [],
    pop: channels.includes('pop3') ? mailboxes : [],
    organizationSmtpAuth: usesSmtp && smtpAuth === 'organization',
  };
}

const nothing: Touched = { fullAccess: [], sendAs: [], smtpAuth: [], pop: [], organizationSmtpAuth: false };

/** From now on the commands for the present request may have been run. */
export function touching(setup: Setup): Setup {
  const before = setup.exchangeTouched ?? nothing;
  const now = touchedBy(setup.request);
  return {
    ...setup,
    exchangeTouched: {
      fullAccess: [...before.fullAccess, ...without(now.fullAccess, before.fullAccess)],
      sendAs: [...before.sendAs, ...without(now.sendAs, before.sendAs)],
      smtpAuth: [...before.smtpAuth, ...without(now.smtpAuth, before.smtpAuth)],
      pop: [...before.pop, ...without(now.pop, before.pop)],
      organizationSmtpAuth: before.organizationSmtpAuth || now.organizationSmtpAuth,
    },
  };
}

/** What was touched, as far as the present request does not ask for it. */
export function formerOf({ exchangeTouched, request }: Setup): Touched {
  const before = exchangeTouched ?? nothing;
  const now = touchedBy(request);
  return {
    fullAccess: without(before.fullAccess, now.fullAccess),
    sendAs: without(before.sendAs, now.sendAs),
    smtpAuth: without(before.smtpAuth, now.smtpAuth),
    pop: without(before.pop, now.pop),
    organizationSmtpAuth: before.organizationSmtpAuth && !now.organizationSmtpAuth,
  };
}

/** Grants that were to be taken back, and that the evidence shows as gone. Switches stay, as they were not put back. */
export function withoutGrantsGone(setup: Setup): Setup {
  const { exchangeTouched, exchangeReport } = setup;
  const states = (exchangeReport?.evidence ?? exchangeReport?.earlier)?.mailboxes ?? [];
  if (exchangeTouched === null) return setup;
  const former = formerOf(setup);
  const gone = (right: 'fullAccess' | 'sendAs') =>
    former[right].filter((address) => states.some((state) => isSame(state.mailbox, address) && holdsNo(state, right)));
  return {
    ...setup,
    exchangeTouched: {
      ...exchangeTouched,
      fullAccess: without(exchangeTouched.fullAccess, gone('fullAccess')),
      sendAs: without(exchangeTouched.sendAs, gone('sendAs')),
    },
  };
}

function holdsNo(state: MailboxState, right: 'fullAccess' | 'sendAs'): boolean {
  return state.found === false || state[right] === false;
}

const nothingKnown: BeforeChange = { registered: null, organizationSmtpAuthOff: null, mailboxes: [] };

/**
 * Keeps what is known, and takes from the evidence what is not known yet. Once commands may have been run, a value that
 * they set says nothing of how it was before them; any other value is still that from before.
 */
export function rememberingBefore(setup: Setup, evidence: Evidence | null): Setup {
  const known = setup.exchangeBefore;
  const seen = evidence?.before ?? nothingKnown;
  const mailboxes = seen.mailboxes.map((state) => {
    const earlier = known?.mailboxes.find(({ mailbox }) => isSame(mailbox, state.mailbox));
    return earlier === undefined ? state : completed(earlier, unlessSet(state));
  });
  const others = (known?.mailboxes ?? []).filter(
    ({ mailbox }) => !mailboxes.some((state) => isSame(state.mailbox, mailbox)),
  );
  const exchangeBefore: BeforeChange = {
    registered: known === null ? seen.registered : (known.registered ?? orUnknown(seen.registered, false)),
    organizationSmtpAuthOff:
      known === null
        ? seen.organizationSmtpAuthOff
        : (known.organizationSmtpAuthOff ?? orUnknown(seen.organizationSmtpAuthOff, true)),
    mailboxes: [...others, ...mailboxes],
  };
  return withPlaces({ ...setup, exchangeBefore });
}

/** Whoever reads Exchange from now on may see what commands of this setup have done, also where none were reported. */
export function closingBefore(setup: Setup): Setup {
  return setup.exchangeTouched === null ? setup : withPlaces(setup);
}

/** A place for each address that was touched, so that a later look is not taken for the first one. */
function withPlaces(setup: Setup): Setup {
  const { fullAccess, sendAs } = setup.exchangeTouched ?? nothing;
  const before = setup.exchangeBefore ?? nothingKnown;
  const known = before.mailboxes.map(({ mailbox }) => mailbox);
  const missing = [...fullAccess, ...without(sendAs, fullAccess)].filter((address) => without([address], known).length);
  return { ...setup, exchangeBefore: { ...before, mailboxes: [...before.mailboxes, ...missing.map(unknownState)] } };
}

function unknownState(mailbox: string): MailboxState {
  return { mailbox, found: null, smtpAuth: null, pop: null, fullAccess: null, sendAs: null };
}

function completed(known: MailboxState, seen: MailboxState): MailboxState {
  return {
    mailbox: known.mailbox,
    found: known.found ?? seen.found,
    smtpAuth: known.smtpAuth ?? seen.smtpAuth,
    pop: known.pop ?? seen.pop,
    fullAccess: known.fullAccess ?? seen.fullAccess,
    sendAs: known.sendAs ?? seen.sendAs,
  };
}

function unlessSet(state: MailboxState): MailboxState {
  return {
    ...state,
    smtpAuth: state.smtpAuth === 'on' ? null : state.smtpAuth,
    pop: orUnknown(state.pop, false),
    fullAccess: orUnknown(state.fullAccess, false),
    sendAs: orUnknown(state.sendAs, false),
  };
}

function orUnknown(seen: boolean | null, telling: boolean): boolean | null {
  return seen === telling ? seen : null;
}

/** Another enterprise application: the switches are as they were, but it never held a thing. */
export function forAnotherPrincipal(earlier: Setup): Setup {
  const setup = closingBefore(earlier);
  const before = setup.exchangeBefore;
  if (before === null) return setup;
  const mailboxes = before.mailboxes.map((state) => ({ ...state, fullAccess: null, sendAs: null }));
  return { ...setup, exchangeBefore: { ...before, registered: false, mailboxes } };
}

/** Whether anything is known of how it was before. */
export function tellsBefore(before: BeforeChange | null): before is BeforeChange {
  if (before === null) return false;
  const { registered, organizationSmtpAuthOff, mailboxes } = before;
  const isKnown = ({ smtpAuth, pop, fullAccess, sendAs }: MailboxState) =>
    [smtpAuth, pop, fullAccess, sendAs].some((value) => value !== null);
  return registered !== null || organizationSmtpAuthOff !== null || mailboxes.some(isKnown);
}

function without(addresses: readonly string[], others: readonly string[]): readonly string[] {
  return addresses.filter((address) => !others.some((other) => isSame(other, address)));
}

function isSame(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
