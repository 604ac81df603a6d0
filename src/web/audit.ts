// The audit page: the trail of a setup for whoever asked for it and whoever authorized it; as a page, and as a file with
// `?download=1`. Reads only. Everybody else gets the same refusal, whatever the trail holds.

import { isSamePerson, type SignedInPerson } from '../setup/person.ts';
import type { Setup } from '../setup/setup.ts';
import { type Answer, showPage } from './answer.ts';
import { askToSignIn } from './ask-to-sign-in.ts';
import { auditFile } from './audit-csv.ts';
import { auditPage } from './audit-page.ts';
import { type Asked, enter, gone, type Web } from './enter.ts';
import { refusedPage } from './refused-page.ts';
import { isSignedIn } from './signed-in.ts';

function mayReadTrail({ requester, authorization }: Setup, person: SignedInPerson): boolean {
  return isSamePerson(person, requester) || (authorization !== null && isSamePerson(person, authorization.by));
}

export async function showAudit(web: Web, asked: Asked): Promise<Answer> {
  const entered = await enter(web, 'audit', asked);
  if (entered === null) return gone(web);
  const { setup, session, place } = entered;
  const { words } = web.deps;
  if (!isSignedIn(session)) return askToSignIn(web, asked, place, session?.problem ?? null);
  if (!mayReadTrail(setup, session.person)) return showPage(refusedPage({ words, session }), 403);
  const rows = await web.deps.trailOf(setup);
  if (asked.query.get('download') === '1') return auditFile(words, setup, rows);
  return showPage(auditPage({ words, setup, session, rows }));
}
