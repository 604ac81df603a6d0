// Puts a setup before people: collects what a card needs beside the setup (words, the time, fresh links) and has it
// rendered. Links are tickets to the bot's own pages; they locate and never authorize.

import { exchangeCard } from '../cards/exchange.ts';
import { formCard } from '../cards/form.ts';
import { helpCard, listCard } from '../cards/list.ts';
import { requesterCard } from '../cards/requester.ts';
import type { Endpoints } from '../cards/settings.ts';
import { settingsCard } from '../cards/settings-card.ts';
import { isConsented, isProvisioned } from '../setup/phase.ts';
import type { Setup } from '../setup/setup.ts';
import type { Words } from '../words/words.ts';
import type { Show } from './desk.ts';

export type ShowParts = {
  readonly words: Words;
  readonly now: () => Date;
  /** What is tested, where the environment overrides the global cloud's addresses. */
  readonly endpoints: Endpoints;
  /** Entra's own page on which an administrator consents to an app registration. */
  consentAddress(tenantId: string, clientId: string): Promise<string>;
  /** `consent`: to the authorize page, for somebody to whom only the admin consent is left. */
  pageUrl(setupId: string, page: 'authorize' | 'consent' | 'settings' | 'script'): Promise<string>;
};

export function createShow(parts: ShowParts): Show {
  const { words } = parts;
  const context = () => ({ words, now: parts.now().toISOString() });
  const settingsUrl = async (setup: Setup) =>
    isProvisioned(setup) ? parts.pageUrl(setup.id, 'settings') : Promise.resolve(null);
  const scriptUrl = async (setup: Setup) =>
    setup.servicePrincipal === null ? null : parts.pageUrl(setup.id, 'script');
  const consentLinks = async (setup: Setup) => {
    if (setup.application === null || !isProvisioned(setup) || isConsented(setup)) return null;
    return {
      grantUrl: await parts.pageUrl(setup.id, 'consent'),
      entraUrl: await parts.consentAddress(setup.request.tenant.id, setup.application.appId),
    };
  };
  return {
    form: (view) => formCard({ ...view, words }),
    async living(setup, audience) {
      if (audience === 'exchange') return exchangeCard(setup, { ...context(), scriptUrl: await scriptUrl(setup) });
      return requesterCard(setup, {
        ...context(),
        authorizeUrl: await parts.pageUrl(setup.id, 'authorize'),
        settingsUrl: await settingsUrl(setup),
        scriptUrl: await scriptUrl(setup),
        consent: await consentLinks(setup),
      });
    },
    settings: async (setup) =>
      settingsCard(setup, { ...context(), settingsUrl: await settingsUrl(setup), endpoints: parts.endpoints }),
    list: (setups, ask) => listCard(setups, words, ask),
    help: () => helpCard(words),
    consentLinks,
    scriptUrl: (setup) => parts.pageUrl(setup.id, 'script'),
  };
}
