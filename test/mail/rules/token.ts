// What Entra says in place of a token.

import type { MailCheck } from '../../../src/mail/mail-check.ts';
import type { tokenRules } from '../../../src/mail/rules/token.ts';
import { type HttpAnswer, json, tokenRefused } from '../../support/wire-token-endpoint.ts';
import { entraSaid, type Scenarios, type VerdictWanted, type WireScenario } from './scenario.ts';

type Age = 'new' | 'old' | 'unknown';

const createdAt: Readonly<Record<Age, string | null>> = {
  new: new Date().toISOString(),
  old: '2026-01-01T00:00:00Z',
  unknown: null,
};

const texts: Readonly<Record<number, string>> = {
  7000215:
    'Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID.',
  7000222: "The provided client secret keys for app '1c2d3e4f-0000-4000-8000-abcdefabcdef' are expired.",
  7000218: "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
  700016:
    "Application with identifier '1c2d3e4f-0000-4000-8000-abcdefabcdef' was not found in the directory 'Contoso'.",
  7000229: 'The client application 1c2d3e4f-0000-4000-8000-abcdefabcdef is missing service principal in the tenant.',
  53003: 'Access has been blocked by Conditional Access policies. The access policy does not allow token issuance.',
};

function says(code: number, verdict: VerdictWanted, age: Age = 'old', status = 400): WireScenario {
  const text = texts[code] ?? 'Something else.';
  return {
    at: 'token',
    token: tokenRefused(code, text, status),
    check: { secretCreatedAt: createdAt[age] } satisfies Partial<MailCheck>,
    verdict,
    about: { text: `AADSTS${code}` },
    words: `AADSTS${code}: ${text}`,
  };
}

function saysWithoutNumber(answer: HttpAnswer, verdict: VerdictWanted, error: string): WireScenario {
  return { at: 'token', token: answer, verdict, about: { text: error }, words: error };
}

const each = (codes: readonly number[], verdict: VerdictWanted) => codes.map((code) => says(code, verdict));

const entra = ['entraAdministrator', 'askAdmin', 'sure'] as const;
const perhapsEntra = ['entraAdministrator', 'askAdmin', 'likely'] as const;
const again = ['entraAdministrator', 'retry', 'likely'] as const;
const spreading = ['nobody', 'wait', 'sure'] as const;
const input = ['requester', 'changeInput', 'sure'] as const;

export const tokenScenarios: Scenarios<(typeof tokenRules)[number]['name']> = {
  // However new the secret is: what was entered is looked at first.
  'AADSTS7000215, of a secret that somebody entered': (['new', 'old', 'unknown'] as const).flatMap((age) => [
    entraSaid('log', 7000215, ['clientSecretRefused', ...input], age),
    entraSaid('server', 7000215, ['clientSecretRefused', ...input], age),
  ]),
  // After a new one was made eBiss may still hold the old one.
  'AADSTS7000222, of a secret that somebody entered': (['new', 'old', 'unknown'] as const).flatMap((age) => [
    entraSaid('log', 7000222, ['clientSecretExpired', ...input], age),
    entraSaid('server', 7000222, ['clientSecretExpired', ...input], age),
  ]),
  'AADSTS700016, of ids that somebody entered': (['new', 'old', 'unknown'] as const).map((age) =>
    entraSaid('log', 700016, ['applicationUnknown', ...input], age),
  ),
  'AADSTS7000215 or 7000222, secret just made': [
    says(7000215, ['clientSecretRefused', ...spreading], 'new', 401),
    says(7000222, ['clientSecretRefused', ...spreading], 'new', 401),
  ],
  'AADSTS7000215, age of the secret unknown': says(7000215, ['clientSecretRefused', ...again], 'unknown', 401),
  AADSTS7000215: says(7000215, ['clientSecretRefused', ...entra], 'old', 401),
  AADSTS7000222: [
    says(7000222, ['clientSecretExpired', ...entra], 'old', 401),
    says(7000222, ['clientSecretExpired', ...entra], 'unknown', 401),
  ],
  AADSTS7000218: says(7000218, ['clientSecretMissing', ...input], 'new', 401),
  'AADSTS700016, just made': says(700016, ['applicationUnknown', ...spreading], 'new'),
  'AADSTS700016, age unknown': says(700016, ['applicationUnknown', ...again], 'unknown'),
  AADSTS700016: [
    says(700016, ['applicationUnknown', ...perhapsEntra]),
    // The script holds the ids itself, so nobody can have mistyped them.
    entraSaid('server', 700016, ['applicationUnknown', ...perhapsEntra], 'old'),
  ],
  'AADSTS7000229, just made': says(7000229, ['enterpriseApplicationMissing', ...spreading], 'new', 401),
  'AADSTS7000229, age unknown': says(7000229, ['enterpriseApplicationMissing', ...again], 'unknown', 401),
  AADSTS7000229: [
    says(7000229, ['enterpriseApplicationMissing', ...entra], 'old', 401),
    // Nothing is known of when it was made, so nothing is said to be on its way.
    entraSaid('log', 7000229, ['enterpriseApplicationMissing', ...entra]),
  ],
  AADSTS7000112: says(7000112, ['enterpriseApplicationDisabled', ...entra], 'old', 401),
  AADSTS53003: says(53003, ['conditionalAccess', ...entra]),
  'AADSTS530003 or 50034': each([530003, 50034], ['userSignInUsed', 'requester', 'changeInput', 'likely']),
  'AADSTS90002 or 900023': [
    ...each([90002, 900023], ['tenantUnknown', ...input]),
    entraSaid('log', 90002, ['tenantUnknown', ...input]),
    entraSaid('log', 900023, ['tenantUnknown', ...input], 'new'),
  ],
  'AADSTS9001023 or 90130': each([9001023, 90130], ['tenantIdNeeded', ...input]),
  AADSTS500011: says(500011, ['exchangeOnlineMissing', ...perhapsEntra]),
  'AADSTS70011, 28002 or 700022': each([70011, 28002, 700022], ['scopeWrong', ...input]),
  AADSTS65001: says(65001, ['permissionMissing', ...entra]),
  'AADSTS50000, 90024, 90033 or 90055': each([50000, 90024, 90033, 90055], ['throttled', ...spreading]),
  'token endpoint busy': [
    saysWithoutNumber(json(429, { error: 'too_many_requests' }), ['throttled', ...spreading], 'too_many_requests'),
    saysWithoutNumber(json(503, { error: 'unavailable' }), ['throttled', ...spreading], 'unavailable'),
  ],
  'token refused with a number that is not known here': [
    says(1234567, ['tokenRefused', ...perhapsEntra]),
    saysWithoutNumber(json(400, { error: 'invalid_grant' }), ['tokenRefused', ...perhapsEntra], 'invalid_grant'),
  ],
};
