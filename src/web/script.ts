// The script page: the Exchange commands, or the check from the eBiss server, for an Exchange administrator of the setup's
// tenant, the one who authorized, or the requester; as a page, and as a file with `?download=1`.

import { mayAdministerExchange } from '../setup/directory-roles.ts';
import type { SignedInPerson } from '../setup/person.ts';
import type { Setup } from '../setup/setup.ts';
import { type Answer, showPage } from './answer.ts';
import { askToSignIn } from './ask-to-sign-in.ts';
import { type Asked, enter, gone, type Web } from './enter.ts';
import { refusedPage } from './refused-page.ts';
import { scriptPage } from './script-page.ts';
import { serverCheckPage } from './server-check-page.ts';
import { settingsRight } from './settings.ts';
import { isSignedIn } from './signed-in.ts';

function mayReadScript(setup: Setup, person: SignedInPerson): boolean {
  if (person.tenantId === setup.request.tenant.id && mayAdministerExchange(person)) return true;
  return settingsRight(setup, person) !== 'nothing';
}

export async function showScript(web: Web, asked: Asked): Promise<Answer> {
  const entered = await enter(web, 'script', asked);
  if (entered === null) return gone(web);
  const { setup, session, place } = entered;
  const which = place.task === 'undo' || place.task === 'server' ? place.task : 'handOver';
  const { words } = web.deps;
  if (!isSignedIn(session)) return askToSignIn(web, asked, place, session?.problem ?? null);
  if (!mayReadScript(setup, session.person)) return showPage(refusedPage({ words, session }), 403);
  const view = web.deps.scriptOf(setup, which);
  if (view !== null && asked.query.get('download') === '1') {
    return { kind: 'file', content: view.script, type: 'application/octet-stream', fileName: view.fileName };
  }
  const parts = { words, setup, session, view };
  return showPage(which === 'server' ? serverCheckPage(parts) : scriptPage({ ...parts, which }));
}
