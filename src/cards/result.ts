// The living card once every sign-in was accepted: what was proved and what not, and the way to the settings.

import resultTemplate from '../../adaptiveCards/result.json' with { type: 'json' };
import type { Setup } from '../setup/setup.ts';
import type { CardContext } from './context.ts';
import { detailsFor } from './details.ts';
import { headerFor, locating } from './header.ts';
import { inSight, mailboxLines, moreOf, testedElsewhere } from './mailbox-lines.ts';
import type { Links } from './progress.ts';
import { fitted, template } from './render.ts';
import type { RenderedCard } from './rendered-card.ts';
import { realAddress } from './settings.ts';

const fill = template(resultTemplate);

export function resultCard(
  setup: Setup,
  phase: 'verified' | 'signedIn',
  { settingsUrl }: Links,
  { words, now }: CardContext,
): RenderedCard {
  const { results, settings } = words;
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
    lead: phase === 'verified' ? results.verifiedText : results.signedInText,
    tested: results.testedAt(words.times.onCard(testedAt, now)),
    mailboxes: lines.slice(0, inSight),
    ...moreOf(lines.length, inSight, words),
    hasOverride: elsewhere.length > 0,
    override: `${settings.tested} ${elsewhere.join(', ')}`,
    next: results.nextStep,
    ...detailsFor(setup, words, most),
    hasSettingsLink: settingsUrl !== null,
    settingsUrl: settingsUrl ?? '',
    testData: { ...locating(setup), what: 'all' },
  }));
}
