// Fifty setups that wait for Exchange and are all due at the same moments, twice: how late they are tried, how much memory
// that takes, and how long the chat waits meanwhile. On PGlite, and on PostgreSQL where there is a server.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { newPostgresPlace } from '../test/contract/postgres-place.ts';
import { askForHelp } from './chat-turns.ts';
import type { Report } from './report.ts';
import { type WaitingPlace, withWaitingSetups } from './waiting-place.ts';
import { toReport, type Waited } from './waiting-report.ts';

const setups = 50;
const schedule = [0, 1, 2];
/** Of the appointments of the schedule. */
const tries = 2;
/** Until all are tried for the first time; the bot starts and is measured idle meanwhile. */
const leadMs = 40_000;
const giveUpMs = 50_000;
const sampleMs = 50;

export async function benchWaiting(): Promise<Report> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-'));
  const options = { setups, schedule: schedule.join(','), leadMs };
  const server = process.env.TEST_POSTGRES_URL ?? '';
  const postgres = server === '' ? null : await newPostgresPlace(server);
  try {
    const pglite = { kind: 'pglite', path: join(folder, 'db') } as const;
    const waited = [await withWaitingSetups({ ...options, database: pglite }, (place) => measure('PGlite', place))];
    if (postgres !== null) {
      const { database } = postgres;
      waited.push(await withWaitingSetups({ ...options, database }, (place) => measure('PostgreSQL', place)));
    }
    return toReport(`${setups} setups that wait, all due at once, ${tries} times`, waited);
  } finally {
    await postgres?.remove();
    await rm(folder, { recursive: true });
  }
}

async function measure(name: string, place: WaitingPlace): Promise<Waited> {
  const { bot, arrivals } = place;
  const chat = { botUrl: bot.url, channel: place.channel };
  await askForHelp(chat, (turns) => turns < 20);
  const idleTurns = await askForHelp(chat, () => Date.now() < place.dueAt - 2_000);
  if (idleTurns.length < 20) throw new Error('The machine is too busy: the bot could not be measured while idle.');
  const idleMb = await bot.residentMb();
  const memory = watchMemory(place);
  const dues = schedule.slice(0, tries).map((minutes) => place.dueAt + minutes * 60_000);
  const busyTurns: number[] = [];
  for (const due of dues) {
    await pause(Math.max(0, due - Date.now()));
    const goesOn = () => Date.now() < due + giveUpMs && !lateness(arrivals, due).every(Number.isFinite);
    busyTurns.push(...(await askForHelp(chat, goesOn)));
  }
  const peakMb = await memory.stop();
  const lateMs = dues.flatMap((due) => lateness(arrivals, due));
  return { name, idleMb, peakMb, lateMs, idleTurns, busyTurns, errors: bot.errors };
}

/** Of each organisation's first token request after that moment. */
function lateness(arrivals: WaitingPlace['arrivals'], due: number): readonly number[] {
  return [...arrivals.values()].map((times) => (times.find((time) => time >= due) ?? Number.POSITIVE_INFINITY) - due);
}

function watchMemory({ bot }: WaitingPlace): { stop(): Promise<number> } {
  let goesOn = true;
  const peak = (async () => {
    let most = await bot.residentMb();
    while (goesOn) {
      await pause(sampleMs);
      most = Math.max(most, await bot.residentMb());
    }
    return most;
  })();
  return {
    stop() {
      goesOn = false;
      return peak;
    },
  };
}
