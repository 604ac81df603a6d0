// The page on which a proposed channel becomes the place for hand-overs: by the press of an Exchange administrator of the
// tenant it is for, and in no other way. A GET changes nothing.

import { mayAdministerExchange } from '../setup/directory-roles.ts';
import { type Answer, seeOther, showPage } from './answer.ts';
import { askToSignIn } from './ask-to-sign-in.ts';
import { type Asked, enterProposal, gone, hasToken, notFromHere, type Web } from './enter.ts';
import { exchangePlacePage } from './exchange-place-page.ts';
import { placePath } from './place-path.ts';
import { rightsPage } from './refused-page.ts';
import { isSignedIn } from './signed-in.ts';

export async function showExchangePlace(web: Web, asked: Asked): Promise<Answer> {
  const entered = await enterProposal(web, asked);
  if (entered === null) return gone(web);
  const { proposal, session, place } = entered;
  const { words } = web.deps;
  if (!isSignedIn(session)) return askToSignIn(web, asked, place, session?.problem ?? null);
  if (!mayAdministerExchange(session.person)) return showPage(rightsPage({ words, session, lacks: 'exchange' }), 403);
  const present = await web.deps.placeOf(proposal.tenantId);
  return showPage(exchangePlacePage({ words, session, proposal, present }));
}

/** May be pressed twice: the place is the same then. */
export async function pressConfirmPlace(web: Web, asked: Asked): Promise<Answer> {
  const entered = await enterProposal(web, asked);
  if (entered === null) return gone(web);
  const { proposal, session } = entered;
  const back = seeOther(placePath('exchange', asked.ticket));
  if (!isSignedIn(session)) return back;
  if (!hasToken(session, asked.form) || !mayAdministerExchange(session.person)) return notFromHere(web);
  const present = await web.deps.placeOf(proposal.tenantId);
  if (present?.conversationId !== proposal.conversationId) await web.deps.confirmPlace(proposal, session.person);
  return back;
}
