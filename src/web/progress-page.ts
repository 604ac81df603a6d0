// What follows the press: the checklist while the run is at work, then what stopped it or what comes next. Script replaces
// the live part; without script the page loads itself again while the run lasts.

import { isConsented, isProvisioned, phaseOf } from '../setup/phase.ts';
import type { Setup } from '../setup/setup.ts';
import type { Words } from '../words/words.ts';
import { accountLine, otherAccountButton, otherAccountForm } from './account-part.ts';
import { checklistCard } from './checklist-part.ts';
import { type Html, type HtmlValue, html } from './html.ts';
import { announcer, bar, card, copyButton, page } from './layout.ts';
import { problemBar } from './problem-part.ts';
import { aboutSetup } from './setup-heading.ts';
import type { SignedInSession } from './signed-in.ts';

/** `settingsPath` is null where the person would not be let in there. */
export type Progress = {
  readonly words: Words;
  readonly setup: Setup;
  readonly session: SignedInSession;
  readonly settingsPath: string | null;
  /** Where Entra itself asks for admin consent; null where there is nothing yet to consent to. */
  readonly consentUrl: string | null;
};

export function progressPage(parts: Progress): Html {
  const { words, setup, session } = parts;
  const { progress } = words.pages;
  const about = aboutSetup(words, setup);
  if (setup.run !== null) {
    const body = html`${bar('info', html`<p>${progress.running}</p>`)}${live('running', checklistCard(words, setup))}`;
    return page({ words, title: progress.title, about, reloadAfter: 2, body });
  }
  const stopped = setup.problem !== null || !isProvisioned(setup);
  return page({
    words,
    title: stopped ? progress.notWholeTitle : progress.doneTitle,
    about,
    body: html`${setup.problem !== null && problemBar(words, setup.problem)}
${live('ended', checklistCard(words, setup))}
${stopped ? goOn(words) : next(parts)}
<section class="card">${accountLine(words, session.person)}</section>${otherAccountForm(session)}${announcer}`,
  });
}

function live(state: 'running' | 'ended', body: HtmlValue): Html {
  return html`<div data-live="${state}" aria-live="polite">${body}</div>`;
}

function goOn({ pages }: Words): Html {
  const { progress } = pages;
  return html`<section class="card"><p>${progress.goOnHint}</p><div class="buttons">${otherAccountButton(progress.goOn)}</div></section>`;
}

function next(parts: Progress): Html {
  const { words, setup, settingsPath } = parts;
  const { progress } = words.pages;
  const link =
    settingsPath !== null &&
    html`<p class="quiet">${progress.settingsHint}</p>
<div class="buttons"><a class="button primary" href="${settingsPath}">${progress.settings}</a></div>`;
  return card(
    progress.nextTitle,
    html`${!isConsented(setup) && missingConsent(parts)}
<p>${nextStep(words, setup)}</p>${link}`,
  );
}

/** The address is for whoever may consent, who seldom is the one reading this. */
function missingConsent({ words, consentUrl }: Progress): Html {
  const { consent } = words.pages.progress;
  const address =
    consentUrl !== null &&
    html`<p>${consent.open}</p>
<p class="value address"><code><a href="${consentUrl}">${consentUrl}</a></code>${copyButton(words, consent.address)}</p>
<p class="quiet">${consent.mayEnd}</p>`;
  return bar('warning', html`<p><strong>${consent.missing}</strong></p><p>${consent.who}</p>${address}`);
}

function nextStep({ pages }: Words, setup: Setup): string {
  const { next } = pages.progress;
  const phase = phaseOf(setup);
  switch (phase) {
    case 'checking':
    case 'waiting':
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
