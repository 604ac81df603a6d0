// The living card once every sign-in was accepted: what was proved and what not, and the way to the settings.

import resultTemplate from '../../adaptiveCards/result.json' with { type: 'json' };
import { isInconclusive } from '../setup/check.ts';
import { holdsSecret } from '../setup/kept-secret.ts';
import { isMailAccepted, isMailUnsent, isRoundTripWanted, unaskedMailboxes } from '../setup/round-trip.ts';
import type { Setup } from '../setup/setup.ts';
import type { Words } from '../words/words.ts';
import type { CardContext } from './context.ts';
import { detailsFor } from './details.ts';
import { headerFor, locating } from './header.ts';
import { inSight, mailboxLines, moreOf, testedElsewhere } from './mailbox-lines.ts';
import type { Links } from './progress.ts';
import { fitted, template } from './render.ts';
import type { RenderedCard } from './rendered-card.ts';
import { realAddress } from './settings.ts';

const fill = template(resultTemplate);

/** What was done, and only that. */
function verifiedText(setup: Setup, { results: text }: Words): string {
  const { results, accepted, request } = setup;
  const times = accepted?.inARow ?? 1;
  const smtp = results.filter(({ channel }) => channel === 'smtp');
  if (smtp.length === 0 || smtp.some((result) => !isMailAccepted(setup, result))) return text.verifiedText(times);
  if (!request.channels.includes('pop3')) return text.sentText(times);
  return results.some(isInconclusive) ? text.inconclusiveText(times) : text.roundTripText(times);
}

/** Why it is not proved that a mail is accepted. */
function signedInText(setup: Setup, { results: text }: Words): string {
  if (setup.results.some((result) => isMailUnsent(setup, result))) return text.signedInUnsentText;
  const mayAsk = holdsSecret(setup) && isRoundTripWanted(setup);
  const isHeldBack = mayAsk && unaskedMailboxes(setup).length < setup.request.mailboxes.length;
  return isHeldBack ? text.signedInLiveText : text.signedInText;
}

export function resultCard(
  setup: Setup,
  phase: 'verified' | 'signedIn',
  { settingsUrl }: Links,
  { words, now }: CardContext,
): RenderedCard {
  const { results, secret, settings } = words;
  const headline = phase === 'verified' ? results.verifiedHeadline : results.signedInHeadline;
  const lines = mailboxLines(setup, words);
  const elsewhere = testedElsewhere(setup.results, realAddress);
  const testedAt = setup.token?.at ?? now;
  return fitted(fill, `${setup.id}: ${headline}`, (most) => ({
    text: words.progress,
    ...headerFor(setup, words.progress.title),
    headline,
    headlineColor: 'Good',
    hasText: true,
    lead: phase === 'verified' ? verifiedText(setup, words) : signedInText(setup, words),
    tested: results.testedAt(words.times.onCard(testedAt, now)),
    mailboxes: lines.slice(0, inSight),
    ...moreOf(lines.length, inSight, words),
    hasOverride: elsewhere.length > 0,
    override: `${settings.tested} ${elsewhere.join(', ')}`,
    next: holdsSecret(setup) ? results.nextStep : secret.cards.nextStep,
    ...detailsFor(setup, words, most),
    hasSettingsLink: settingsUrl !== null,
    settingsUrl: settingsUrl ?? '',
    mayTest: holdsSecret(setup),
    testData: { ...locating(setup), what: 'all' },
    mayMail: holdsSecret(setup) && phase === 'signedIn',
    mailData: { ...locating(setup), what: 'askRoundTrip' },
  }));
}
