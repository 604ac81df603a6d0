// What follows the press: the checklist while the run is at work, then what stopped it or what comes next. Script follows
// the events and replaces the live part; without script the page loads itself again while the run lasts.

import type { ConsentLinks } from '../cards/progress.ts';
import { isSamePerson } from '../setup/person.ts';
import { isConsented, isProvisioned, phaseOf } from '../setup/phase.ts';
import type { Setup } from '../setup/setup.ts';
import type { Words } from '../words/words.ts';
import { accountLine, otherAccountButton, otherAccountForm } from './account-part.ts';
import { checklistCard } from './checklist-part.ts';
import { type Html, html } from './html.ts';
import { announcer, bar, card, copyButton, page } from './layout.ts';
import { placePath } from './place-path.ts';
import { problemBar } from './problem-part.ts';
import { aboutSetup } from './setup-heading.ts';
import type { SignedInSession } from './signed-in.ts';

const dayMs = 86_400_000;

export type ProgressLinks = {
  /** null where the person would not be let in there. */
  readonly settingsPath: string | null;
  /** null where there is nothing to consent to, or no longer. */
  readonly consent: ConsentLinks | null;
};

export type Progress = {
  readonly words: Words;
  readonly setup: Setup;
  readonly session: SignedInSession;
  readonly links: ProgressLinks;
};

/** What changes while one looks. `state` changes where the rest of the page changes as well, and must be loaded anew. */
export function liveProgress(words: Words, setup: Setup): { readonly state: string; readonly body: Html } {
  const consent = isConsented(setup) ? 'consented' : 'not consented';
  const state = setup.run === null ? `${phaseOf(setup)}, ${consent}` : 'running';
  return { state, body: checklistCard(words, setup) };
}

export function progressPage(parts: Progress): Html {
  const { words, setup, session } = parts;
  const { progress } = words.pages;
  const about = aboutSetup(words, setup);
  if (setup.run !== null) {
    const body = html`${bar('info', html`<p>${progress.running}</p>`)}${live(parts)}`;
    return page({ words, title: progress.title, about, reloadAfter: 2, body });
  }
  const stopped = setup.problem !== null || !isProvisioned(setup);
  return page({
    words,
    title: stopped ? progress.notWholeTitle : progress.doneTitle,
    about,
    body: html`${setup.problem !== null && problemBar(words, setup.problem)}
${live(parts)}
${stopped ? goOn(words) : next(parts)}
<section class="card">${accountLine(words, session.person)}</section>${otherAccountForm(session)}${announcer}`,
  });
}

function live({ words, setup, session }: Progress): Html {
  const { state, body } = liveProgress(words, setup);
  return html`<div data-live="${state}" data-events="${placePath('authorize', session.ticket, 'events')}" aria-live="polite">${body}</div>`;
}

function goOn({ pages }: Words): Html {
  const { progress } = pages;
  return html`<section class="card"><p>${progress.goOnHint}</p><div class="buttons">${otherAccountButton(progress.goOn)}</div></section>`;
}

function next(parts: Progress): Html {
  const { words, setup, links } = parts;
  const { progress } = words.pages;
  const link =
    links.settingsPath !== null &&
    html`<p class="quiet">${progress.settingsHint}</p>
<div class="buttons"><a class="button primary" href="${links.settingsPath}">${progress.settings}</a></div>`;
  return card(
    progress.nextTitle,
    html`${!isConsented(setup) && missingConsent(parts)}${shortened(words, setup)}
<p>${nextStep(words, setup)}</p>${link}`,
  );
}

/** Handed on to whoever may consent, who seldom is the one reading this. */
function missingConsent({ words, setup, session, links }: Progress): Html {
  const { consent } = words.pages.progress;
  const ways =
    links.consent !== null &&
    html`<p>${consent.open}</p>
${address(words, links.consent.grantUrl, consent.link)}
<p>${consent.orEntra}</p>
${address(words, links.consent.entraUrl, consent.address)}
<p class="quiet">${consent.mayEnd}</p>`;
  const { authorization } = setup;
  const refused = authorization?.consentRefused === true && isSamePerson(authorization.by, session.person);
  const what = refused ? consent.refused : consent.missing;
  return bar('warning', html`<p><strong>${what}</strong></p><p>${consent.who}</p>${ways}`);
}

function address(words: Words, url: string, label: string): Html {
  return html`<p class="value address"><code><a href="${url}">${url}</a></code>${copyButton(words, label)}</p>`;
}

/** A policy that could not be read beforehand allowed less than was planned. */
function shortened(words: Words, { secret, authorization, attempts }: Setup): Html | null {
  // A secret of an earlier attempt was planned for another day than the authorization tells.
  if (secret === null || authorization === null || secret.attempt !== attempts) return null;
  if (Date.parse(authorization.secretEndsAt) - Date.parse(secret.endsAt) < dayMs) return null;
  return bar('info', html`<p>${words.pages.progress.shortened(words.pages.onDay(secret.endsAt))}</p>`);
}

function nextStep({ pages }: Words, setup: Setup): string {
  const { next } = pages.progress;
  const phase = phaseOf(setup);
  switch (phase) {
    case 'checking':
    case 'waiting':
    case 'confirming':
    case 'wrong':
    case 'signedIn':
    case 'verified':
      return next[phase];
    case 'handedOver':
    case 'planned':
    case 'provisioning':
    case 'stopped':
    case 'cancelled':
      return next.handedOver;
  }
}
