// Puts a setup before people: collects what a card needs beside the setup (words, the time, fresh links) and has it
// rendered. Links are tickets to the bot's own pages; they locate and never authorize.

import { askLiveCard } from '../cards/ask-live.ts';
import { auditCard } from '../cards/audit.ts';
import { exchangeCard } from '../cards/exchange.ts';
import { formCard } from '../cards/form.ts';
import { helpCard, listCard } from '../cards/list.ts';
import { placeCard } from '../cards/place.ts';
import { requesterCard } from '../cards/requester.ts';
import type { Endpoints } from '../cards/settings.ts';
import { settingsCard } from '../cards/settings-card.ts';
import { supersededCard } from '../cards/superseded.ts';
import { trailOf } from '../cards/trail.ts';
import { undoCard } from '../cards/undo.ts';
import type { ExchangePlace } from '../setup/exchange-place.ts';
import { isConsented, isProvisioned } from '../setup/phase.ts';
import type { Setup } from '../setup/setup.ts';
import type { Words } from '../words/words.ts';
import type { Show } from './desk.ts';
import { textHashOf } from './text-hash.ts';

export type ShowParts = {
  readonly words: Words;
  readonly now: () => Date;
  /** What is tested, where the environment overrides the global cloud's addresses. */
  readonly endpoints: Endpoints;
  /** Entra's own page on which an administrator consents to an app registration. */
  consentAddress(tenantId: string, clientId: string): Promise<string>;
  placeOf(tenantId: string): Promise<ExchangePlace | null>;
  /** `subject` is a setup, or a proposal where the page is `exchange`; the link holds for that tenant alone. */
  pageUrl(subject: { readonly id: string; readonly tenantId: string }, page: PageLink): Promise<string>;
};

/**
 * `consent`: the authorize page, for somebody to whom only the admin consent is left; `undo`: the script page with the
 * reverse commands, `server`: with the check from the eBiss server; `exchange`: where a proposed place for hand-overs is
 * confirmed; `audit`: the trail.
 */
export type PageLink = 'authorize' | 'consent' | 'settings' | 'script' | 'undo' | 'server' | 'exchange' | 'audit';

export function createShow(parts: ShowParts): Show {
  const { words } = parts;
  const pageUrl = ({ id, request }: Setup, page: PageLink) => parts.pageUrl({ id, tenantId: request.tenant.id }, page);
  const context = () => ({ words, now: parts.now().toISOString() });
  const settingsUrl = async (setup: Setup) =>
    isProvisioned(setup) ? pageUrl(setup, 'settings') : Promise.resolve(null);
  const serverUrl = async (setup: Setup) => (isProvisioned(setup) ? pageUrl(setup, 'server') : Promise.resolve(null));
  const scriptUrl = async (setup: Setup) => (setup.servicePrincipal === null ? null : pageUrl(setup, 'script'));
  const consentLinks = async (setup: Setup) => {
    if (setup.application === null || !isProvisioned(setup) || isConsented(setup)) return null;
    return {
      grantUrl: await pageUrl(setup, 'consent'),
      entraUrl: await parts.consentAddress(setup.request.tenant.id, setup.application.appId),
    };
  };
  const exchangeContext = async (setup: Setup) => ({
    ...context(),
    scriptUrl: await scriptUrl(setup),
    textHash: textHashOf(setup),
  });
  return {
    form: (view) => formCard({ ...view, words }),
    async living(setup, audience) {
      if (audience === 'exchange') return exchangeCard(setup, await exchangeContext(setup));
      return requesterCard(setup, {
        ...context(),
        authorizeUrl: await pageUrl(setup, 'authorize'),
        settingsUrl: await settingsUrl(setup),
        scriptUrl: await scriptUrl(setup),
        consent: await consentLinks(setup),
        place: await parts.placeOf(setup.request.tenant.id),
      });
    },
    settings: async (setup) =>
      settingsCard(setup, {
        ...context(),
        settingsUrl: await settingsUrl(setup),
        serverUrl: await serverUrl(setup),
        endpoints: parts.endpoints,
      }),
    async refusedReason(setup, typed, mistake) {
      return exchangeCard(setup, { ...(await exchangeContext(setup)), refusedReason: { typed, mistake } });
    },
    superseded: (setup) => supersededCard(setup, { words }),
    undo: async (setup) => undoCard(setup, await pageUrl(setup, 'undo'), context()),
    place: async (proposal) => placeCard(proposal, await parts.pageUrl(proposal, 'exchange'), words),
    audit: async (setup, events) => auditCard(setup, trailOf(events, words), await pageUrl(setup, 'audit'), context()),
    askLive: (setup) => askLiveCard(setup, words),
    list: (setups, ask) => listCard(setups, words, ask),
    help: () => helpCard(words),
    consentLinks,
    settingsUrl: (setup) => pageUrl(setup, 'settings'),
    scriptUrl: (setup) => pageUrl(setup, 'script'),
  };
}
