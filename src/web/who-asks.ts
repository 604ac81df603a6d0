// Who asks, as the administrator's own directory knows them. A link can be forwarded to trick somebody into authorizing,
// so what is not vouched for says so beside the name.

import type { Setup } from '../setup/setup.ts';
import type { RequesterSeen, Survey } from '../setup/survey.ts';
import type { Words } from '../words/words.ts';
import { type Html, html } from './html.ts';
import { bar, card, theirs } from './layout.ts';
import { atTime } from './when.ts';

type Shown = {
  readonly name: string;
  readonly username: string | null;
  readonly badge: string;
  readonly hint: string | null;
};

function shown({ pages }: Words, seen: RequesterSeen, setup: Setup): Shown {
  const { who } = pages.plan;
  const told = setup.requester.name;
  switch (seen.kind) {
    case 'member':
      return { name: seen.name, username: seen.username, badge: who.member, hint: null };
    case 'guest':
      return { name: seen.name, username: seen.username, badge: who.guest, hint: who.guestHint };
    case 'external':
      return { name: told, username: null, badge: who.external, hint: who.externalHint(setup.requester.tenantId) };
    case 'notVerified':
      return { name: told, username: null, badge: who.notVerified, hint: who.notVerifiedHint };
  }
}

export function whoAsks(words: Words, setup: Setup, survey: Survey): Html {
  const { who } = words.pages.plan;
  const { name, username, badge, hint } = shown(words, survey.requester, setup);
  const tone = hint === null ? 'done' : 'warning';
  return card(
    who.title,
    html`<div class="person"><span class="initials" aria-hidden="true">${initials(name)}</span><div class="grow">
<div class="name">${theirs(name)} <span class="badge ${tone}">${badge}</span></div>
${username !== null && html`<div class="quiet">${theirs(username)}</div>`}</div></div>
<p class="quiet">${who.for} <bdi>${setup.request.server}</bdi>. ${who.asked} ${atTime(words, setup.askedAt)}.</p>
${hint === null ? html`<p>${who.expect}</p>` : bar('warning', html`<p>${hint}</p><p><strong>${who.expect}</strong></p>`)}`,
  );
}

function initials(name: string): string {
  const letters = name.split(/\s+/).flatMap((part) => part.match(/^\p{L}/u) ?? []);
  return `${letters[0] ?? '?'}${letters.length > 1 ? (letters.at(-1) ?? '') : ''}`.toUpperCase();
}
