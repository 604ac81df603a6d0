// Rules about a refused token, by Entra's own numbers: Entra asks to branch on them and never on the text, which changes.
// https://learn.microsoft.com/entra/identity-platform/reference-error-codes

import { type Source, table } from '../seen.ts';

/** How old the secret is: what Graph answered a moment ago has not reached every sign-in server yet. */
export type SecretAge = 'new' | 'old' | 'unknown';

export type TokenFacts = {
  readonly source: Source;
  readonly codes: readonly number[];
  /** HTTP status; 0 where it is not known. */
  readonly status: number;
  readonly age: SecretAge;
};

const entra = { actor: 'entraAdministrator', remedy: 'askAdmin' } as const;
const spreading = { actor: 'nobody', remedy: 'wait' } as const;
const byRequester = { actor: 'requester', remedy: 'changeInput' } as const;

const has =
  (...numbers: readonly number[]) =>
  ({ codes }: TokenFacts) =>
    codes.some((code) => numbers.includes(code));
const whileNew =
  (...numbers: readonly number[]) =>
  (facts: TokenFacts) =>
    facts.age === 'new' && has(...numbers)(facts);
/** Only in a check: of what eBiss met nothing is known to be under way then. */
const ofUnknownAge = (number: number) => (facts: TokenFacts) =>
  facts.source === 'check' && facts.age === 'unknown' && has(number)(facts);
/** Somebody typed it, so that is looked at before anything in Entra, however new it is. The script asks for the secret alone. */
const entered =
  (sources: readonly Source[], ...numbers: readonly number[]) =>
  (facts: TokenFacts) =>
    sources.includes(facts.source) && has(...numbers)(facts);

export const tokenRules = table([
  {
    name: 'AADSTS7000215, of a secret that somebody entered',
    fits: entered(['log', 'server'], 7000215),
    means: { reason: 'clientSecretRefused', ...byRequester },
  },
  {
    name: 'AADSTS7000222, of a secret that somebody entered',
    fits: entered(['log', 'server'], 7000222),
    means: { reason: 'clientSecretExpired', ...byRequester },
  },
  {
    name: 'AADSTS700016, of ids that somebody entered',
    fits: entered(['log'], 700016),
    means: { reason: 'applicationUnknown', ...byRequester },
  },
  {
    // A sign-in server that does not know the newest secret yet speaks of the ones it knows.
    name: 'AADSTS7000215 or 7000222, secret just made',
    fits: whileNew(7000215, 7000222),
    means: { reason: 'clientSecretRefused', ...spreading },
  },
  {
    name: 'AADSTS7000215, age of the secret unknown',
    fits: ofUnknownAge(7000215),
    means: { reason: 'clientSecretRefused', actor: 'entraAdministrator', remedy: 'retry', likely: true },
  },
  { name: 'AADSTS7000215', fits: has(7000215), means: { reason: 'clientSecretRefused', ...entra } },
  { name: 'AADSTS7000222', fits: has(7000222), means: { reason: 'clientSecretExpired', ...entra } },
  { name: 'AADSTS7000218', fits: has(7000218), means: { reason: 'clientSecretMissing', ...byRequester } },
  {
    name: 'AADSTS700016, just made',
    fits: whileNew(700016),
    means: { reason: 'applicationUnknown', ...spreading },
  },
  {
    name: 'AADSTS700016, age unknown',
    fits: ofUnknownAge(700016),
    means: { reason: 'applicationUnknown', actor: 'entraAdministrator', remedy: 'retry', likely: true },
  },
  { name: 'AADSTS700016', fits: has(700016), means: { reason: 'applicationUnknown', ...entra, likely: true } },
  {
    name: 'AADSTS7000229, just made',
    fits: whileNew(7000229),
    means: { reason: 'enterpriseApplicationMissing', ...spreading },
  },
  {
    name: 'AADSTS7000229, age unknown',
    fits: ofUnknownAge(7000229),
    means: { reason: 'enterpriseApplicationMissing', actor: 'entraAdministrator', remedy: 'retry', likely: true },
  },
  { name: 'AADSTS7000229', fits: has(7000229), means: { reason: 'enterpriseApplicationMissing', ...entra } },
  { name: 'AADSTS7000112', fits: has(7000112), means: { reason: 'enterpriseApplicationDisabled', ...entra } },
  { name: 'AADSTS53003', fits: has(53003), means: { reason: 'conditionalAccess', ...entra } },
  {
    name: 'AADSTS530003 or 50034',
    fits: has(530003, 50034),
    means: { reason: 'userSignInUsed', ...byRequester, likely: true },
  },
  { name: 'AADSTS90002 or 900023', fits: has(90002, 900023), means: { reason: 'tenantUnknown', ...byRequester } },
  { name: 'AADSTS9001023 or 90130', fits: has(9001023, 90130), means: { reason: 'tenantIdNeeded', ...byRequester } },
  { name: 'AADSTS500011', fits: has(500011), means: { reason: 'exchangeOnlineMissing', ...entra, likely: true } },
  {
    name: 'AADSTS70011, 28002 or 700022',
    fits: has(70011, 28002, 700022),
    means: { reason: 'scopeWrong', ...byRequester },
  },
  { name: 'AADSTS65001', fits: has(65001), means: { reason: 'permissionMissing', ...entra } },
  {
    name: 'AADSTS50000, 90024, 90033 or 90055',
    fits: has(50000, 90024, 90033, 90055),
    means: { reason: 'throttled', ...spreading },
  },
  {
    name: 'token endpoint busy',
    fits: ({ status }) => status === 429 || status >= 500,
    means: { reason: 'throttled', ...spreading },
  },
  {
    name: 'token refused with a number that is not known here',
    fits: () => true,
    means: { reason: 'tokenRefused', ...entra, likely: true },
  },
]);
