// The settings: defaults, every mistake with its remedy and all at once, and no secret in any of them.

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Config, readConfig } from '../src/config.ts';

const guid = '11111111-2222-3333-4444-555555555555';
const sealKeys = `k1:${Buffer.alloc(32, 1).toString('base64')}`;

const production = {
  APP_ENV: 'production',
  PUBLIC_URL: 'https://bot.example.com',
  BOT_ID: guid,
  BOT_PASSWORD: 'bot-secret-value',
  BOT_TENANT_ID: '5D4F2F0A-6C1E-4B58-9A0E-6F1F3C2A7B10',
  SIGNIN_CLIENT_ID: guid,
  SIGNIN_CLIENT_SECRET: 'sign-in-secret-value',
  SEAL_KEYS: sealKeys,
};

const sandbox = {
  SIGNIN_CLIENT_ID: guid,
  SIGNIN_CLIENT_SECRET: 'sign-in-secret-value',
  ALLOWED_TENANTS: '*',
  ENTRA_URL: 'https://localhost:8443',
  GRAPH_URL: 'https://127.0.0.1:8444',
};

type Variables = Readonly<Record<string, string | undefined>>;

function read(variables: Variables, files: Readonly<Record<string, string>> = { '.env.production': '' }) {
  return readConfig(variables, (name) => files[name] ?? null);
}

function config(variables: Variables, files?: Readonly<Record<string, string>>): Config {
  const result = read(variables, files);
  if (!result.ok) throw new Error(result.mistakes.join('\n'));
  return result.config;
}

function mistakes(variables: Variables, files?: Readonly<Record<string, string>>): readonly string[] {
  const result = read(variables, files);
  return result.ok ? [] : result.mistakes;
}

describe('the settings', () => {
  it('have the documented defaults in production', () => {
    expect(config(production)).toEqual({
      environment: 'production',
      host: '127.0.0.1',
      port: 3978,
      publicUrl: 'https://bot.example.com',
      bot: { id: guid, password: 'bot-secret-value', tenantId: '5d4f2f0a-6c1e-4b58-9a0e-6f1f3c2a7b10' },
      signIn: { clientId: guid, clientSecret: 'sign-in-secret-value' },
      allowedTenants: ['5d4f2f0a-6c1e-4b58-9a0e-6f1f3c2a7b10'],
      requesters: null,
      database: { kind: 'pglite', path: '.data/db' },
      sealKeys: [{ id: 'k1', key: new Uint8Array(32).fill(1) }],
      entraUrl: 'https://login.microsoftonline.com',
      graphUrl: 'https://graph.microsoft.com',
      smtp: { host: 'smtp.office365.com', port: 587, overridden: false },
      pop3: { host: 'outlook.office365.com', port: 995, overridden: false },
      fourEyes: true,
      verifySchedule: [0, 1, 2, 5, 10, 15, 20, 30, 45, 60, 90, 120],
      verifySuccesses: 3,
      verifyAgainMinutes: 1,
      secretRetention: 'keep',
      metricsToken: null,
      logLevel: 'info',
      language: 'en',
    });
  });

  it('have the sandbox as default environment, without four eyes, bot and seal keys', () => {
    const found = config(sandbox, {});
    expect(found).toMatchObject({ environment: 'sandbox', fourEyes: false, bot: null, sealKeys: null });
    expect(found).toMatchObject({ publicUrl: 'http://127.0.0.1:3978', allowedTenants: '*' });
  });

  it('cannot be changed once read', () => {
    const found = config(production);
    expect(Object.isFrozen(found) && Object.isFrozen(found.signIn) && Object.isFrozen(found.verifySchedule)).toBe(true);
  });

  it.each<[string, string, Partial<Config>]>([
    ['PORT', '4000', { port: 4000 }],
    ['PUBLIC_URL', 'https://bot.example.com:8443/', { publicUrl: 'https://bot.example.com:8443' }],
    ['ALLOWED_TENANTS', `${guid}, ${guid}`, { allowedTenants: [guid, guid] }],
    ['REQUESTERS', ` ${guid.toUpperCase()},${guid}`, { requesters: [guid, guid] }],
    [
      'DATABASE_URL',
      'postgres://u:p@db/ebiss',
      { database: { kind: 'postgres', url: 'postgres://u:p@db/ebiss', twoRoles: true } },
    ],
    ['DATABASE_URL', 'pglite:/var/lib/ebiss', { database: { kind: 'pglite', path: '/var/lib/ebiss' } }],
    ['SMTP_ADDRESS', '127.0.0.1:2525', { smtp: { host: '127.0.0.1', port: 2525, overridden: true } }],
    ['POP3_ADDRESS', '[::1]:1995', { pop3: { host: '::1', port: 1995, overridden: true } }],
    ['SMTP_ADDRESS', 'smtp.office365.com:587', { smtp: { host: 'smtp.office365.com', port: 587, overridden: false } }],
    ['FOUR_EYES', 'false', { fourEyes: false }],
    ['VERIFY_SCHEDULE', '0, 3,9.5', { verifySchedule: [0, 3, 9.5] }],
    ['VERIFY_SUCCESSES', '1', { verifySuccesses: 1 }],
    ['VERIFY_AGAIN_MINUTES', '0.05', { verifyAgainMinutes: 0.05 }],
    ['SECRET_RETENTION', 'delivered', { secretRetention: 'delivered' }],
    ['METRICS_TOKEN', '0123456789abcdef01234567', { metricsToken: '0123456789abcdef01234567' }],
    ['LOG_LEVEL', ' debug ', { logLevel: 'debug' }],
    ['LOG_LEVEL', '', { logLevel: 'info' }],
  ])('read %s=%s', (name, value, expected) => {
    expect(config({ ...production, [name]: value })).toMatchObject(expected);
  });

  it('follow the port in the default public URL', () => {
    expect(config({ ...sandbox, PORT: '4000' }, {}).publicUrl).toBe('http://127.0.0.1:4000');
  });
});

describe('a mistake in the settings', () => {
  it.each([
    ['PORT', '70000', 'PORT is "70000". Use a port number from 0 to 65535.'],
    ['PORT', '80x', 'PORT is "80x". Use a port number'],
    ['PUBLIC_URL', 'bot.example.com', 'PUBLIC_URL is no URL. Write it like https://host'],
    ['PUBLIC_URL', 'http://bot.example.com', 'not encrypted. Write https://'],
    ['PUBLIC_URL', 'https://bot.example.com/path', 'more than a host and a port'],
    ['PUBLIC_URL', 'javascript:alert(1)', 'is no URL'],
    ['ENTRA_URL', 'http://127.0.0.1:8443', 'ENTRA_URL is "http://127.0.0.1:8443", which is not encrypted'],
    ['GRAPH_URL', 'https://user@graph.example', 'more than a host and a port'],
    ['SMTP_ADDRESS', 'smtp.example.com', 'Write it like host:port'],
    ['POP3_ADDRESS', 'pop.example.com:0', 'Write it like host:port'],
    ['BOT_ID', 'ebiss', 'BOT_ID is no GUID'],
    ['SIGNIN_CLIENT_ID', undefined, 'SIGNIN_CLIENT_ID is missing. It is the application id'],
    ['SIGNIN_CLIENT_SECRET', ' ', 'SIGNIN_CLIENT_SECRET is missing'],
    ['ALLOWED_TENANTS', 'contoso.com', '"contoso.com", which is no tenant id'],
    ['REQUESTERS', 'robin@contoso.com', '"robin@contoso.com", which is no object id'],
    ['REQUESTERS', `${guid},`, '"", which is no object id'],
    ['DATABASE_URL', 'mysql://x', 'neither postgres://'],
    ['SEAL_KEYS', undefined, 'SEAL_KEYS is missing. Make one'],
    ['SEAL_KEYS', `${sealKeys},k2:c2hvcnQ=`, 'SEAL_KEYS: key 2 is not 32 bytes long'],
    ['SEAL_KEYS', `${sealKeys},${sealKeys}`, 'key 2 has the id of an earlier one'],
    ['FOUR_EYES', 'yes', 'FOUR_EYES is "yes". Use one of: true, false.'],
    ['VERIFY_SUCCESSES', '1.5', 'Use a whole number from 1 to 10'],
    ['VERIFY_AGAIN_MINUTES', '0', 'Use a number from 0.01 to 60'],
    ['VERIFY_SCHEDULE', '5,1', 'List minutes, rising'],
    ['VERIFY_SCHEDULE', '1,,2', 'List minutes, rising'],
    ['SECRET_RETENTION', 'drop', 'Use one of: keep, delivered'],
    ['METRICS_TOKEN', 'guessed', 'METRICS_TOKEN is shorter than 24 characters. Make one'],
    ['LOG_LEVEL', 'loud', 'Use one of: fatal'],
    ['LANGUAGE', 'tlh', 'Use one of: en'],
    ['PUBLIC_URL', undefined, 'PUBLIC_URL is missing, although BOT_ID is set'],
    ['BOT_PASSWORD', undefined, 'BOT_PASSWORD is missing, although BOT_ID is set'],
    ['BOT_TENANT_ID', undefined, 'BOT_TENANT_ID is missing, although BOT_ID is set'],
  ])('%s=%s is named with its remedy', (name, value, expected) => {
    const found = mistakes({ ...production, [name]: value });
    expect(found).toEqual([expect.stringContaining(expected)]);
  });

  it('is named together with all others', () => {
    const found = mistakes({ APP_ENV: 'production', PORT: 'x', LANGUAGE: 'y', HOST: '0.0.0.0', BOT_PASSWORD: 'p' });
    const names = found.map((mistake) => mistake.split(/[ :]/)[0]);
    expect(names.toSorted()).toEqual(
      [
        'ALLOWED_TENANTS',
        'BOT_PASSWORD',
        'ENTRA_URL',
        'GRAPH_URL',
        'HOST',
        'LANGUAGE',
        'PORT',
        'SEAL_KEYS',
        'SIGNIN_CLIENT_ID',
        'SIGNIN_CLIENT_SECRET',
      ].toSorted(),
    );
  });

  it('never repeats a secret', () => {
    const secret = 'hunter2-hunter2';
    const names = [
      'BOT_PASSWORD',
      'SIGNIN_CLIENT_SECRET',
      'SEAL_KEYS',
      'DATABASE_URL',
      'DATABASE_OWNER_URL',
      'BOT_ID',
      'SIGNIN_CLIENT_ID',
    ];
    const all = Object.fromEntries(names.map((name) => [name, secret]));
    expect(mistakes({ ...all, LANGUAGE: 'x' }).join('\n')).not.toContain(secret);
  });
});

describe('the owner of the tables', () => {
  const owner = { DATABASE_OWNER_URL: 'postgres://owner:o@db/ebiss' };

  it('is another address of the same database', () => {
    const found = config({ ...production, DATABASE_URL: 'postgres://bot:b@db/ebiss', ...owner });
    const url = 'postgres://bot:b@db/ebiss';
    expect(found.database).toEqual({ kind: 'postgres', url, ownerUrl: owner.DATABASE_OWNER_URL, twoRoles: true });
  });

  it('is named by an address like that of the database', () => {
    const wrong = { DATABASE_URL: 'postgres://bot:b@db/ebiss', DATABASE_OWNER_URL: 'ebiss_owner' };
    expect(mistakes({ ...production, ...wrong })).toEqual([
      expect.stringContaining('DATABASE_OWNER_URL is not of the form postgres://'),
    ]);
  });

  it('is nobody where a database knows no roles', () => {
    expect(mistakes({ ...production, ...owner, DATABASE_URL: 'pglite:.data/db' })).toEqual([
      expect.stringContaining('DATABASE_URL is no postgres:// address'),
    ]);
  });
});

describe('without BOT_ID', () => {
  it.each([
    ['HOST', '0.0.0.0'],
    ['HOST', '127.0.0.1.example.com'],
    ['PUBLIC_URL', 'https://bot.example.com'],
    ['PUBLIC_URL', 'https://localhost.example.com'],
    ['ENTRA_URL', undefined],
    ['GRAPH_URL', 'https://graph.microsoft.com'],
  ])('%s=%s is refused', (name, value) => {
    expect(mistakes({ ...sandbox, [name]: value }, {})).toEqual([
      expect.stringMatching(new RegExp(`^${name} is not on loopback, but BOT_ID is missing`)),
    ]);
  });

  it.each(['localhost', '127.0.0.5', '::1'])('HOST=%s is taken', (HOST) => {
    expect(config({ ...sandbox, HOST, PUBLIC_URL: 'http://[::1]:3978' }, {}).host).toBe(HOST);
  });

  it.each([
    ['HOST', '0.0.0.0'],
    ['PUBLIC_URL', 'https://bot.example.com'],
    ['ENTRA_URL', 'https://login.microsoftonline.com'],
    ['GRAPH_URL', undefined],
  ])('is that a real bot runs with the rules of the sandbox: %s=%s', (name, value) => {
    const { BOT_ID, BOT_PASSWORD, BOT_TENANT_ID } = production;
    const bot = { ...sandbox, BOT_ID, BOT_PASSWORD, BOT_TENANT_ID };
    expect(mistakes(bot, {})).toEqual([]);
    expect(mistakes({ ...bot, [name]: value }, {})).toEqual([
      `${name} is not on loopback, but APP_ENV is sandbox, whose rules are for one machine. Set APP_ENV=production.`,
    ]);
  });

  it('needs seal keys in the sandbox when the database is no directory', () => {
    expect(mistakes({ ...sandbox, DATABASE_URL: 'postgres://u:p@127.0.0.1/db' }, {})).toEqual([
      expect.stringContaining('SEAL_KEYS is missing'),
    ]);
  });
});

describe('the files of env/', () => {
  const file = Object.entries(production)
    .map(([name, value]) => `${name}=${value}`)
    .filter((line) => !line.startsWith('APP_ENV'))
    .join('\n');

  it('are read in order: the file, its .user file, real variables', () => {
    const files = {
      '.env.production': `${file}\nPORT=1\nHOST=::1\nLOG_LEVEL=warn`,
      '.env.production.user': 'PORT=2\nHOST="127.0.0.2"',
    };
    expect(config({ APP_ENV: 'production', PORT: '3', HOST: '' }, files)).toMatchObject({
      port: 3,
      host: '127.0.0.2',
      logLevel: 'warn',
    });
  });

  it.each([
    ['SIGNIN_CLIENTID=x', 'SIGNIN_CLIENTID in env/.env.production is no setting of this program'],
    ['NODE_EXTRA_CA_CERTS=/ca.pem', 'NODE_EXTRA_CA_CERTS has no effect in env/.env.production'],
    ['APP_ENV=other', 'APP_ENV has no effect in env/.env.production'],
  ])('with %s are told off', (line, expected) => {
    expect(mistakes(production, { '.env.production': line })).toEqual([expect.stringContaining(expected)]);
  });

  it('must exist for the environment that was chosen, which is a plain name', () => {
    expect(mistakes({ ...production, APP_ENV: 'staging' })).toEqual([
      expect.stringContaining('no file env/.env.staging'),
    ]);
    expect(mistakes({ ...production, APP_ENV: '../x' })).toEqual([expect.stringContaining('APP_ENV is no plain name')]);
  });

  it('that come with the program are sound', () => {
    const files = ['.env.sandbox', '.env.production'].map((name) => [
      name,
      readFileSync(new URL(`../env/${name}`, import.meta.url), 'utf8'),
    ]);
    const given = Object.fromEntries(files);
    const { ENTRA_URL, GRAPH_URL } = sandbox;
    expect(config({ ENTRA_URL, GRAPH_URL }, given)).toMatchObject({ environment: 'sandbox', fourEyes: false });
    expect(config(production, given).environment).toBe('production');
  });
});
