// Entra's addresses: those that programs call over https, and those that people see over http on loopback.

import { type Answer, type Call, empty, json, redirect } from '../http/call.ts';
import { matchOf, type Route, route } from '../http/routes.ts';
import { answerAdminConsent } from './admin-consent.ts';
import { discoveryDocument, instanceDiscovery, signingKeys } from './discovery.ts';
import type { Entra } from './entra.ts';
import { answerAuthorize } from './sign-in.ts';
import { answerToken } from './token-endpoint.ts';

const authorizePath = /^\/(?<tenant>[^/]+)\/oauth2\/v2\.0\/authorize$/;
const adminConsentPath = /^\/(?<tenant>[^/]+)(?<version>\/v2\.0)?\/adminconsent$/;

export function entraRoutes(entra: Entra): Route[] {
  const toPages = (call: Call) => redirect(`${entra.pagesUrl}${encodeURI(call.path)}?${call.query}`);
  return [
    route('GET', /^\/common\/discovery\/instance$/, () => instanceDiscovery(entra)),
    route('GET', /^\/(?<tenant>[^/]+)\/v2\.0\/\.well-known\/openid-configuration$/, (call, parts) =>
      discoveryDocument(entra, call, parts),
    ),
    route('GET', /^\/(?<tenant>[^/]+)\/discovery\/v2\.0\/keys$/, (call, parts) => signingKeys(entra, call, parts)),
    route('POST', /^\/(?<tenant>[^/]+)\/oauth2\/v2\.0\/token$/, (call, parts) => answerToken(entra, call, parts)),
    route('GET', authorizePath, toPages),
    route('GET', adminConsentPath, toPages),
  ];
}

export function signInRoutes(entra: Entra): Route[] {
  return [
    route('GET POST', authorizePath, (call, parts) => answerAuthorize(entra, call, parts)),
    route('GET POST', adminConsentPath, (call, parts) => answerAdminConsent(entra, call, parts)),
  ];
}

export function answerEntra(routes: readonly Route[], call: Call): Answer | Promise<Answer> {
  const match = matchOf(routes, call);
  switch (match.kind) {
    case 'found':
      return match.route.answer(call, match.parts);
    case 'methodNotAllowed':
      return empty(405);
    case 'notFound':
      return json(404, { error: 'not_found' });
  }
}
