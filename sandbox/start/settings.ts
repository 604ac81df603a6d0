// What start.ts can be told: flags, and ports and folder through the environment, so that two of them can run at once.

import { type AddressInfo, createServer } from 'node:net';

export type Ports = {
  readonly bot: number;
  /** The requester's chat client. */
  readonly chat: number;
  /** The Exchange administrator's chat client. */
  readonly channel: number;
  readonly entra: number;
  readonly graph: number;
  readonly pages: number;
  readonly smtp: number;
  readonly pop3: number;
};

export type StartSettings = {
  readonly watch: boolean;
  readonly onlySandbox: boolean;
  /** Everything that is written goes below it. */
  readonly dataFolder: string;
  readonly ports: Ports;
};

export type SettingsRead =
  | { readonly ok: true; readonly settings: StartSettings }
  | { readonly ok: false; readonly mistake: string };

const flags = ['--watch', '--only-sandbox'];

type Bases = { readonly PORT: number; readonly PLAYGROUND_PORT: number; readonly SANDBOX_PORT: number };
type Wanted = { readonly port: number; readonly what: string; readonly setting: string };

/** 0 as a port takes any free one. Says of a port that is taken which setting moves it. */
export async function readSettings(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Promise<SettingsRead> {
  const unknown = args.find((arg) => !flags.includes(arg));
  if (unknown !== undefined) return { ok: false, mistake: `"${unknown}" is unknown. Use ${flags.join(' or ')}.` };
  const onlySandbox = args.includes('--only-sandbox');
  const bases = { PORT: 3978, PLAYGROUND_PORT: 56_150, SANDBOX_PORT: 3980 };
  for (const [name, fallback] of Object.entries(bases)) {
    const port = Number(env[name] || fallback);
    if (!Number.isInteger(port) || port < 0 || port > 65_530) {
      return { ok: false, mistake: `${name} is "${env[name]}". Use a port number from 0 to 65530.` };
    }
    Object.assign(bases, { [name]: port });
  }
  const taken = await takePorts(wantedPorts(bases, onlySandbox));
  if (!taken.ok) return taken;
  const dataFolder = env.SANDBOX_DATA || '.data';
  return {
    ok: true,
    settings: { watch: args.includes('--watch'), onlySandbox, dataFolder, ports: taken.ports },
  };
}

function wantedPorts(bases: Bases, onlySandbox: boolean): Readonly<Record<keyof Ports, Wanted>> {
  const wanted = (setting: keyof Bases, offset: number, what: string): Wanted => {
    const isFree = bases[setting] === 0 || (onlySandbox && setting !== 'SANDBOX_PORT');
    return { port: isFree ? 0 : bases[setting] + offset, what, setting };
  };
  return {
    bot: wanted('PORT', 0, 'the bot'),
    chat: wanted('PLAYGROUND_PORT', 0, "the requester's chat client"),
    channel: wanted('PLAYGROUND_PORT', 1, "the Exchange administrator's chat client"),
    entra: wanted('SANDBOX_PORT', 0, "the sandbox's Microsoft Entra ID"),
    graph: wanted('SANDBOX_PORT', 1, "the sandbox's Microsoft Graph"),
    pages: wanted('SANDBOX_PORT', 2, "the sandbox's admin centre"),
    smtp: wanted('SANDBOX_PORT', 3, "the sandbox's SMTP"),
    pop3: wanted('SANDBOX_PORT', 4, "the sandbox's POP3"),
  };
}

type PortsTaken = { readonly ok: true; readonly ports: Ports } | { readonly ok: false; readonly mistake: string };

/** All are held until the last one is had, so that no two get the same. */
async function takePorts(wanted: Readonly<Record<keyof Ports, Wanted>>): Promise<PortsTaken> {
  const ports: Ports = { bot: 0, chat: 0, channel: 0, entra: 0, graph: 0, pages: 0, smtp: 0, pop3: 0 };
  const held: { close(): unknown }[] = [];
  try {
    for (const [name, { port, what, setting }] of Object.entries(wanted)) {
      const server = await hold(port);
      if (server === null) {
        const remedy = `Stop the program that uses it, or set ${setting} to another one, e.g.: ${setting}=${port + 1000} npm start`;
        return { ok: false, mistake: `Port ${port}, meant for ${what}, is taken. ${remedy}` };
      }
      held.push(server);
      Object.assign(ports, { [name]: server.port });
    }
    return { ok: true, ports };
  } finally {
    await Promise.all(held.map((server) => server.close()));
  }
}

async function hold(port: number): Promise<{ readonly port: number; close(): Promise<void> } | null> {
  const server = createServer();
  const { promise, resolve } = Promise.withResolvers<boolean>();
  server.once('error', () => resolve(false));
  server.listen(port, '127.0.0.1', () => resolve(true));
  if (!(await promise)) return null;
  const address = server.address() as AddressInfo;
  return { port: address.port, close: () => new Promise((done) => server.close(() => done())) };
}
