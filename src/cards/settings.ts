// The settings of eBiss 3 as data: for each mailbox and channel the rows of eBiss' own form, in its order, with what
// may be claimed of them. The values are those of the global cloud; where others were tested, that stands beside them.

import type { Channel } from '../setup/request.ts';
import type { Setup } from '../setup/setup.ts';
import { type Verdict, verdictOf } from '../setup/verdict.ts';

/** Where this program tests, as configured; the same as the real ones unless the environment overrides them. */
export type Endpoints = {
  readonly entra: { readonly url: string };
  readonly smtp: { readonly host: string; readonly port: number };
  readonly pop3: { readonly host: string; readonly port: number };
};

export const realEndpoints: Endpoints = {
  entra: { url: 'https://login.microsoftonline.com' },
  smtp: { host: 'smtp.office365.com', port: 587 },
  pop3: { host: 'outlook.office365.com', port: 995 },
};

export const settingNames = [
  'host',
  'port',
  'sslBehavior',
  'authentication',
  'username',
  'clientId',
  'clientSecret',
  'serverUrl',
  'scope',
] as const;
export type SettingName = (typeof settingNames)[number];

export type SettingRow = {
  readonly name: SettingName;
  /** null where it is not known yet, and always for the secret, which is never part of this data. For `sslBehavior` and
   *  `authentication` a fixed word that is put into words elsewhere. */
  readonly value: string | null;
  /** What was tested instead, where that differs; null otherwise. */
  readonly tested: string | null;
};

export type EbissSettings = {
  readonly mailbox: string;
  readonly channel: Channel;
  readonly rows: readonly SettingRow[];
  readonly verdict: Verdict;
  /** ISO 8601; null unless the verdict is `verified`. */
  readonly verifiedAt: string | null;
};

/** `host:port` of the server that eBiss is told to use. */
export function realAddress(channel: Channel): string {
  return `${realEndpoints[channel].host}:${realEndpoints[channel].port}`;
}

/** In the order of the request: each mailbox, and for it each channel. */
export function ebissSettings(setup: Setup, endpoints: Endpoints): readonly EbissSettings[] {
  return setup.request.mailboxes.flatMap((mailbox) =>
    setup.request.channels.map((channel) => {
      const verdict = verdictOf(setup, mailbox, channel);
      const verifiedAt = verdict.kind === 'verified' ? verdict.result.at : null;
      return { mailbox, channel, rows: rowsFor(setup, mailbox, channel, verdict, endpoints), verdict, verifiedAt };
    }),
  );
}

function rowsFor(
  setup: Setup,
  mailbox: string,
  channel: Channel,
  verdict: Verdict,
  endpoints: Endpoints,
): readonly SettingRow[] {
  const real = realEndpoints[channel];
  const tried = verdict.kind === 'untested' ? null : verdict.result;
  const values: Readonly<Record<SettingName, readonly [value: string | null, tested: string | null]>> = {
    host: [real.host, tried?.host ?? null],
    port: [String(real.port), tried === null ? null : String(tried.port)],
    sslBehavior: [channel === 'smtp' ? 'explicit' : 'implicit', null],
    authentication: ['oauth2', null],
    username: [mailbox, null],
    clientId: [setup.application?.appId ?? null, null],
    clientSecret: [null, null],
    serverUrl: [
      tokenUrl(realEndpoints, setup.request.tenant.id),
      setup.token === null ? null : tokenUrl(endpoints, setup.request.tenant.id),
    ],
    scope: ['https://outlook.office365.com/.default', null],
  };
  return settingNames.map((name) => {
    const [value, tested] = values[name];
    return { name, value, tested: tested === value ? null : tested };
  });
}

function tokenUrl({ entra }: Endpoints, tenantId: string): string {
  return `${entra.url}/${tenantId}/oauth2/v2.0/token`;
}
