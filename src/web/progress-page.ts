// What follows the press: the checklist while the run is at work, then what stopped it or what comes next. Script replaces
// the live part; without script the page loads itself again while the run lasts.

import { isConsented, isProvisioned, phaseOf } from '../setup/phase.ts';
import type { Setup } from '../setup/setup.ts';
import { pageWords } from '../words/en/pages.ts';
import { accountLine, otherAccountButton, otherAccountForm } from './account-part.ts';
import { checklistCard } from './checklist-part.ts';
import { type Html, type HtmlValue, html } from './html.ts';
import { bar, card, page } from './layout.ts';
import { problemBar } from './problem-part.ts';
import { aboutSetup } from './setup-heading.ts';
import type { SignedInSession } from './signed-in.ts';

/** `settingsPath` is null where the person would not be let in there. */
export type Progress = {
  readonly setup: Setup;
  readonly session: SignedInSession;
  readonly settingsPath: string | null;
};

export function progressPage({ setup, session, settingsPath }: Progress): Html {
  const { progress } = pageWords;
  const about = aboutSetup(setup);
  if (setup.run !== null) {
    const body = html`${bar('info', html`<p>${progress.running}</p>`)}${live('running', checklistCard(setup))}`;
    return page({ title: progress.title, about, reloadAfter: 2, body });
  }
  const stopped = setup.problem !== null || !isProvisioned(setup);
  return page({
    title: stopped ? progress.notWholeTitle : progress.doneTitle,
    about,
    body: html`${setup.problem !== null && problemBar(setup.problem)}
${live('ended', checklistCard(setup))}
${stopped ? goOn() : next(setup, settingsPath)}
<section class="card">${accountLine(session.person)}</section>${otherAccountForm(session)}`,
  });
}

function live(state: 'running' | 'ended', body: HtmlValue): Html {
  return html`<div data-live="${state}" aria-live="polite">${body}</div>`;
}

function goOn(): Html {
  const { progress } = pageWords;
  return html`<section class="card"><p>${progress.goOnHint}</p><div class="buttons">${otherAccountButton(progress.goOn)}</div></section>`;
}

function next(setup: Setup, settingsPath: string | null): Html {
  const { progress } = pageWords;
  const link =
    settingsPath !== null &&
    html`<p class="quiet">${progress.settingsHint}</p>
<div class="buttons"><a class="button primary" href="${settingsPath}">${progress.settings}</a></div>`;
  return card(
    progress.nextTitle,
    html`${!isConsented(setup) && bar('warning', html`<p>${progress.nextConsent}</p>`)}
<p>${nextStep(setup)}</p>${link}`,
  );
}

function nextStep(setup: Setup): string {
  const words = pageWords.progress.next;
  const phase = phaseOf(setup);
  switch (phase) {
    case 'checking':
    case 'waiting':
    case 'wrong':
    case 'signedIn':
    case 'verified':
      return words[phase];
    case 'handedOver':
    case 'planned':
    case 'provisioning':
    case 'stopped':
    case 'cancelled':
      return words.handedOver;
  }
}
