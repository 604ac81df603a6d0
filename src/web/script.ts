// The script page: the Exchange commands for an Exchange administrator of the setup's tenant, the one who authorized, or
// the requester; as a page, and as a file with `?download=1`.

import { mayAdministerExchange } from '../setup/directory-roles.ts';
import type { SignedInPerson } from '../setup/person.ts';
import type { Setup } from '../setup/setup.ts';
import { type Answer, showPage } from './answer.ts';
import { type Asked, enter, gone, type Web } from './enter.ts';
import { refusedPage } from './refused-page.ts';
import { scriptPage } from './script-page.ts';
import { settingsRight } from './settings.ts';
import { signInPage } from './sign-in-page.ts';
import { isSignedIn } from './signed-in.ts';

function mayReadScript(setup: Setup, person: SignedInPerson): boolean {
  if (person.tenantId === setup.request.tenant.id && mayAdministerExchange(person)) return true;
  return settingsRight(setup, person) !== 'nothing';
}

export async function showScript(web: Web, asked: Asked): Promise<Answer> {
  const entered = await enter(web, 'script', asked);
  if (entered === null) return gone(web);
  const { setup, session, place } = entered;
  const which = place.task === 'undo' ? 'undo' : 'handOver';
  const { words } = web.deps;
  if (!isSignedIn(session))
    return showPage(
      signInPage({
        words,
        purpose: 'script',
        ticket: asked.ticket,
        task: place.task,
        problem: session?.problem ?? null,
      }),
    );
  if (!mayReadScript(setup, session.person)) return showPage(refusedPage({ words, session }), 403);
  const view = web.deps.scriptOf(setup, which);
  if (view !== null && asked.query.get('download') === '1') {
    return { kind: 'file', content: view.script, type: 'application/octet-stream', fileName: view.fileName };
  }
  return showPage(scriptPage({ words, setup, session, view, which }));
}
