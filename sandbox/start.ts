// `npm start`: the sandbox in this process, the bot and two chat clients as programs beside it, all on this machine;
// prints the links, and stops everything on Ctrl-C.

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { startSandbox } from './sandbox.ts';
import type { Bot } from './start/bot.ts';
import { linkLines } from './start/links.ts';
import { startPrograms } from './start/programs.ts';
import { readSettings, type StartSettings } from './start/settings.ts';

/** What has been started, in order; stopped the other way round. */
const started: { stop(): Promise<void> }[] = [];
let stopping: Promise<void> | null = null;

const say = (line: string) => void process.stdout.write(`${line}\n`);
const complain = (line: string) => void process.stderr.write(`${line}\n`);

function stopAll(): Promise<void> {
  stopping ??= (async () => {
    for (const part of started.reverse()) await part.stop();
  })();
  return stopping;
}

async function start(settings: StartSettings): Promise<void> {
  const { ports, dataFolder } = settings;
  const caFile = join(dataFolder, 'sandbox/ca.pem');
  mkdirSync(join(dataFolder, 'sandbox'), { recursive: true });
  const redirectUri = `http://127.0.0.1:${ports.bot}/signin/callback`;
  const sandbox = await startSandbox({ ports, caFile, redirectUri });
  started.push({ stop: () => sandbox.close() });
  if (settings.onlySandbox) return linkLines({ sandbox, caFile, programs: null }).forEach(say);
  say('Starting the bot and two chat clients …');
  const programs = await startPrograms({ settings, sandbox, caFile, onTrouble: complain });
  started.push(programs);
  linkLines({ sandbox, caFile, programs }).forEach(say);
  restartOnRequest(programs.bot);
}

/** `rs` and Enter restarts the bot alone: the sandbox keeps its state, which lives in this process's memory. */
function restartOnRequest(bot: Bot): void {
  createInterface({ input: process.stdin }).on('line', (line) => {
    if (line.trim() !== 'rs' || stopping !== null) return;
    say('Restarting the bot …');
    bot.restart().then(() => say('The bot is ready.'), fail);
  });
}

function fail(error: unknown): void {
  complain(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
  void stopAll().finally(() => process.exit());
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => void stopAll().finally(() => process.exit()));
}
process.on('uncaughtException', fail);
process.on('unhandledRejection', fail);

const read = await readSettings(process.argv.slice(2), process.env);
if (read.ok) await start(read.settings).catch(fail);
else fail(read.mistake);
