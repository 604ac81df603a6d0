// The settings: read from the environment and the file of env/ that APP_ENV chooses, checked all at once, frozen.
// The only file that reads process.env. Real variables win over the files; an empty value counts as not set.

import { existsSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { z } from 'zod';
import * as read from './config-values.ts';
import type { SealKey } from './storage/seal-key.ts';

export type Endpoint = read.Address & {
  /** True where it is not the global cloud's own. */
  readonly overridden: boolean;
};

export type Config = {
  readonly environment: string;
  readonly host: string;
  readonly port: number;
  /** Scheme, host and port; no slash at its end. */
  readonly publicUrl: string;
  /** null: requests are not authenticated; then everything is loopback. */
  readonly bot: { readonly id: string; readonly password: string; readonly tenantId: string } | null;
  readonly signIn: { readonly clientId: string; readonly clientSecret: string };
  readonly allowedTenants: '*' | readonly string[];
  /** Object ids of those who may start a setup; null for everybody of an allowed tenant. */
  readonly requesters: readonly string[] | null;
  readonly database: read.DatabaseAddress;
  /** null: made once beside the database (sandbox only). */
  readonly sealKeys: readonly SealKey[] | null;
  readonly entraUrl: string;
  readonly graphUrl: string;
  readonly smtp: Endpoint;
  readonly pop3: Endpoint;
  readonly fourEyes: boolean;
  /** Minutes after "done". */
  readonly verifySchedule: readonly number[];
  /** How many checks in a row must succeed before it is called verified. */
  readonly verifySuccesses: number;
  /** Minutes between tries once one has succeeded. */
  readonly verifyAgainMinutes: number;
  readonly secretRetention: 'keep' | 'delivered';
  /** Who may read the metrics; null: nobody, unless everything is on loopback. */
  readonly metricsToken: string | null;
  readonly logLevel: string;
  readonly language: 'en';
};

export type ConfigRead =
  | { readonly ok: true; readonly config: Config }
  | { readonly ok: false; readonly mistakes: readonly string[] };

/** Text of a file of env/ by its name (`.env.sandbox`), or null where there is none. */
export type ReadEnvFile = (name: string) => string | null;

const globalCloud = {
  entraUrl: 'https://login.microsoftonline.com',
  graphUrl: 'https://graph.microsoft.com',
  smtp: { host: 'smtp.office365.com', port: 587 },
  pop3: { host: 'outlook.office365.com', port: 995 },
};

const appHint = 'See "Into a real tenant" in the README.';

/** One row per setting; `sandbox` is true where APP_ENV is sandbox. */
function settings(sandbox: boolean) {
  const endpoint = read.origin(() => false);
  return {
    HOST: read.text.prefault('127.0.0.1'),
    PORT: read.port.prefault('3978'),
    PUBLIC_URL: read.origin(read.isLoopback).optional(),
    BOT_ID: read.guid(`It is the Azure Bot's application id. ${appHint}`).optional(),
    BOT_PASSWORD: read.text.optional(),
    BOT_TENANT_ID: read.guid(`It is the tenant of the Azure Bot. ${appHint}`).optional(),
    SIGNIN_CLIENT_ID: read.guid(`It is the application id of the app in which administrators sign in. ${appHint}`),
    SIGNIN_CLIENT_SECRET: read.required(`It is a client secret of the sign-in app. ${appHint}`),
    ALLOWED_TENANTS: read.tenants.optional(),
    REQUESTERS: read.people.optional(),
    DATABASE_URL: read.database.prefault('pglite:.data/db'),
    DATABASE_OWNER_URL: read.postgres.optional(),
    ONE_DATABASE_ROLE: read.flag(sandbox),
    SEAL_KEYS: read.sealKeys.optional(),
    ENTRA_URL: endpoint.prefault(globalCloud.entraUrl),
    GRAPH_URL: endpoint.prefault(globalCloud.graphUrl),
    SMTP_ADDRESS: read.address.optional(),
    POP3_ADDRESS: read.address.optional(),
    FOUR_EYES: read.flag(!sandbox),
    VERIFY_SCHEDULE: read.minutes.prefault('0,1,2,5,10,15,20,30,45,60,90,120'),
    VERIFY_SUCCESSES: read.number(1, 10, true).prefault('3'),
    VERIFY_AGAIN_MINUTES: read.number(0.01, 60).prefault('1'),
    SECRET_RETENTION: read.choice(['keep', 'delivered'], 'keep'),
    METRICS_TOKEN: read.longEnough.optional(),
    LOG_LEVEL: read.choice(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], 'info'),
    LANGUAGE: read.choice(['en'], 'en'),
  };
}

const schema = (sandbox: boolean) => z.object(settings(sandbox));
type Settings = z.infer<ReturnType<typeof schema>>;
type Raw = Readonly<Record<string, string | undefined>>;

/** Reads every setting from `variables` (the environment) and the files. Never throws; names every mistake at once. */
export function readConfig(variables: Raw, readFile: ReadEnvFile = () => null): ConfigRead {
  const environment = variables.APP_ENV?.trim() || 'sandbox';
  const sandbox = environment === 'sandbox';
  const files = readFiles(environment, readFile);
  const raw = onlyKnown({ ...files.values, ...filled(variables) });
  const parsed = schema(sandbox).safeParse(raw);
  const mistakes = [
    ...files.mistakes,
    ...(parsed.success ? [] : parsed.error.issues.map((issue) => sentence(String(issue.path[0]), issue.message))),
    ...togetherMistakes(raw, sandbox),
  ];
  if (!parsed.success || mistakes.length > 0) return { ok: false, mistakes };
  return { ok: true, config: frozen(toConfig(environment, parsed.data)) };
}

function sentence(name: string, message: string): string {
  return message.startsWith(':') ? `${name}${message}` : `${name} ${message}`;
}

function filled(values: Raw): Record<string, string> {
  const kept = Object.entries(values).flatMap(([name, value]) => {
    const trimmed = value?.trim() ?? '';
    return trimmed === '' ? [] : [[name, trimmed] as const];
  });
  return Object.fromEntries(kept);
}

const names: ReadonlySet<string> = new Set(Object.keys(settings(true)));

function onlyKnown(values: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).filter(([name]) => names.has(name)));
}

function readFiles(environment: string, readFile: ReadEnvFile) {
  const mistakes: string[] = [];
  if (!/^[a-z0-9][a-z0-9-]*$/i.test(environment)) {
    return { values: {}, mistakes: ['APP_ENV is no plain name. Use letters, digits and hyphens, e.g. production.'] };
  }
  const name = `.env.${environment}`;
  const main = readFile(name);
  const user = readFile(`${name}.user`);
  if (main === null && user === null && environment !== 'sandbox') {
    mistakes.push(`APP_ENV is "${environment}", but there is no file env/${name}. Make it from env/.env.production.`);
  }
  const values: Record<string, string> = {};
  for (const [file, content] of [
    [name, main],
    [`${name}.user`, user],
  ] as const) {
    const found = filled(parseEnv(content ?? ''));
    mistakes.push(...Object.keys(found).flatMap((setting) => unknownMistake(file, setting)));
    Object.assign(values, found);
  }
  return { values, mistakes };
}

function unknownMistake(file: string, name: string): readonly string[] {
  if (names.has(name)) return [];
  if (name === 'NODE_EXTRA_CA_CERTS') {
    return [
      `${name} has no effect in env/${file}, because Node reads it only at its start. Set it as a real variable.`,
    ];
  }
  if (name === 'APP_ENV') return [`${name} has no effect in env/${file}, which it chooses. Set it as a real variable.`];
  return [`${name} in env/${file} is no setting of this program. Remove it or mend its spelling.`];
}

/** Rules over several settings; they look at the text, so that they also speak where another setting is wrong. */
function togetherMistakes(raw: Raw, sandbox: boolean): readonly string[] {
  return [
    ...(raw.BOT_ID === undefined ? withoutBot(raw) : withBot(raw, sandbox)),
    ...(raw.SEAL_KEYS === undefined ? sealKeysMissing(raw, sandbox) : []),
    ...(raw.DATABASE_OWNER_URL === undefined || isPostgres(raw) ? [] : [ownerOfNothing]),
  ];
}

const ownerOfNothing =
  'DATABASE_OWNER_URL is set, but DATABASE_URL is no postgres:// address, and other databases know no roles. Remove one or change the other.';

function isPostgres({ DATABASE_URL: url = '' }: Raw): boolean {
  return url.startsWith('postgres');
}

function sealKeysMissing(raw: Raw, sandbox: boolean): readonly string[] {
  if (sandbox && !isPostgres(raw)) return [];
  return ['SEAL_KEYS is missing. Make one and keep it safe: echo "k1:$(openssl rand -base64 32)"'];
}

function withBot(raw: Raw, sandbox: boolean): readonly string[] {
  const missing = ['BOT_PASSWORD', 'BOT_TENANT_ID'].flatMap((name) =>
    raw[name] === undefined ? [`${name} is missing, although BOT_ID is set. ${appHint}`] : [],
  );
  if (sandbox) return [...missing, ...exposed(raw).map(inSandbox)];
  const isReachable = raw.PUBLIC_URL !== undefined;
  return [
    ...missing,
    ...(isReachable ? [] : ['PUBLIC_URL is missing, although BOT_ID is set. Write how browsers reach it.']),
  ];
}

/** What of it leads elsewhere than to this machine. */
function exposed(raw: Raw): readonly string[] {
  return [
    ...(read.isLoopback(raw.HOST ?? '127.0.0.1') ? [] : ['HOST']),
    ...(read.isLoopbackUrl(raw.PUBLIC_URL ?? 'http://127.0.0.1') ? [] : ['PUBLIC_URL']),
    ...(read.isLoopbackUrl(raw.ENTRA_URL ?? globalCloud.entraUrl) ? [] : ['ENTRA_URL']),
    ...(read.isLoopbackUrl(raw.GRAPH_URL ?? globalCloud.graphUrl) ? [] : ['GRAPH_URL']),
  ];
}

/** The sandbox lets everybody approve, works for any tenant, and keeps its key beside the database. */
function inSandbox(name: string): string {
  return `${name} is not on loopback, but APP_ENV is sandbox, whose rules are for one machine. Set APP_ENV=production.`;
}

function withoutBot(raw: Raw): readonly string[] {
  const stray = ['BOT_PASSWORD', 'BOT_TENANT_ID'].filter((name) => raw[name] !== undefined);
  const tenants = raw.ALLOWED_TENANTS === undefined;
  return [
    ...stray.map((name) => `${name} is set, but BOT_ID is missing. Set BOT_ID as well, or remove ${name}.`),
    ...exposed(raw).map(
      (name) =>
        `${name} is not on loopback, but BOT_ID is missing, so requests would not be authenticated. Set BOT_ID.`,
    ),
    ...(tenants
      ? ['ALLOWED_TENANTS is missing, and without BOT_ID it has no default. List tenant ids, or * for any.']
      : []),
  ];
}

function toConfig(environment: string, values: Settings): Config {
  return {
    environment,
    host: values.HOST,
    port: values.PORT,
    publicUrl: values.PUBLIC_URL ?? `http://127.0.0.1:${values.PORT}`,
    bot: toBot(values),
    signIn: { clientId: values.SIGNIN_CLIENT_ID, clientSecret: values.SIGNIN_CLIENT_SECRET },
    allowedTenants: values.ALLOWED_TENANTS ?? (values.BOT_TENANT_ID === undefined ? [] : [values.BOT_TENANT_ID]),
    requesters: values.REQUESTERS ?? null,
    database: toDatabase(values),
    sealKeys: values.SEAL_KEYS ?? null,
    entraUrl: values.ENTRA_URL,
    graphUrl: values.GRAPH_URL,
    smtp: toEndpoint(values.SMTP_ADDRESS, globalCloud.smtp),
    pop3: toEndpoint(values.POP3_ADDRESS, globalCloud.pop3),
    fourEyes: values.FOUR_EYES,
    verifySchedule: values.VERIFY_SCHEDULE,
    verifySuccesses: values.VERIFY_SUCCESSES,
    verifyAgainMinutes: values.VERIFY_AGAIN_MINUTES,
    secretRetention: values.SECRET_RETENTION,
    metricsToken: values.METRICS_TOKEN ?? null,
    logLevel: values.LOG_LEVEL,
    language: values.LANGUAGE,
  };
}

function toBot({ BOT_ID: id, BOT_PASSWORD: password, BOT_TENANT_ID: tenantId }: Settings): Config['bot'] {
  if (id === undefined || password === undefined || tenantId === undefined) return null;
  return { id, password, tenantId };
}

function toDatabase(values: Settings): read.DatabaseAddress {
  const { DATABASE_URL: database, DATABASE_OWNER_URL: ownerUrl, ONE_DATABASE_ROLE: isOne } = values;
  if (database.kind === 'pglite') return database;
  return { ...database, ...(ownerUrl === undefined ? {} : { ownerUrl }), twoRoles: !isOne };
}

function toEndpoint(given: read.Address | undefined, real: read.Address): Endpoint {
  const address = given ?? real;
  return { ...address, overridden: address.host !== real.host || address.port !== real.port };
}

function frozen<Value extends object>(value: Value): Value {
  for (const inner of Object.values(value)) {
    if (typeof inner === 'object' && inner !== null && !ArrayBuffer.isView(inner)) frozen(inner);
  }
  return Object.freeze(value);
}

/** The settings of this process; the files are those of env/ beside src/. */
export function configFromEnvironment(): ConfigRead {
  return readConfig(process.env, (name) => {
    const file = new URL(`../env/${name}`, import.meta.url);
    return existsSync(file) ? readFileSync(file, 'utf8') : null;
  });
}
