// Where a Microsoft Entra administrator consents to the permissions of the app registration, if not on the bot's page.

import type { Setup } from '../setup/setup.ts';

/** null until there is an app registration. The page it leads to ends on AADSTS500113 although the consent is stored. */
export function adminConsentUrl(setup: Setup, entraUrl: string): string | null {
  if (setup.application === null || setup.servicePrincipal === null) return null;
  const tenant = encodeURIComponent(setup.request.tenant.id);
  return `${entraUrl}/${tenant}/adminconsent?client_id=${encodeURIComponent(setup.application.appId)}`;
}
