// The pages server: sign-in, consent and the admin centre. Answers only a browser on this machine that was not sent
// here by another site's form.

import { type Answer, type Call, htmlPage } from '../http/call.ts';
import { matchOf, type Route } from '../http/routes.ts';
import { framed } from './frame.ts';
import { markup } from './markup.ts';

export function answerPages(routes: readonly Route[], call: Call): Answer | Promise<Answer> {
  if (!isFromHere(call)) return plain(403, 'Refused', 'This request came from another site.');
  const match = matchOf(routes, call);
  switch (match.kind) {
    case 'found':
      return match.route.answer(call, match.parts);
    case 'methodNotAllowed':
      return plain(405, 'Not allowed', 'This page cannot be asked for in this way.');
    case 'notFound':
      return plain(404, 'Not found', 'There is no such page in the sandbox.');
  }
}

/** A name that resolves to loopback is not enough: only loopback's own names count (DNS rebinding). */
function isFromHere(call: Call): boolean {
  const host = call.headers.get('host') ?? '';
  if (!/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(host)) return false;
  const origin = call.headers.get('origin');
  return call.method !== 'POST' || origin === undefined || origin === `http://${host}`;
}

function plain(status: number, heading: string, text: string): Answer {
  return htmlPage(
    status,
    framed({
      place: 'Pages',
      heading,
      width: 'narrow',
      content: markup`<p>${text}</p><p><a href="/">Admin centre</a></p>`,
    }),
  );
}
