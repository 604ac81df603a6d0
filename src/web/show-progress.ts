// What the authorize page shows after the press: the checklist, and what comes next, with fresh links to hand on.

import type { Setup } from '../setup/setup.ts';
import { type Answer, showPage } from './answer.ts';
import type { Web } from './enter.ts';
import { placePath } from './place-path.ts';
import { type ProgressLinks, progressPage } from './progress-page.ts';
import { settingsRight } from './settings.ts';
import type { SignedInSession } from './signed-in.ts';

const settingsLinkMinutes = 60;

export async function showProgress(web: Web, setup: Setup, session: SignedInSession): Promise<Answer> {
  const links = await progressLinks(web, setup, session);
  return showPage(progressPage({ words: web.deps.words, setup, session, links }));
}

async function progressLinks({ deps }: Web, setup: Setup, session: SignedInSession): Promise<ProgressLinks> {
  const mayRead = setup.run === null && settingsRight(setup, session.person) === 'all';
  const ticket = mayRead
    ? await deps.tickets.issue(
        { subject: setup.id, tenantId: session.place.tenantId, purpose: 'settings' },
        settingsLinkMinutes,
      )
    : null;
  return {
    settingsPath: ticket === null ? null : placePath('settings', ticket),
    consent: await deps.consentLinksOf(setup),
  };
}
