// One life of the bot, as far as provisioning goes: opens the database, says what was interrupted, lets an administrator
// visit, and tells how it ended. Told so, it kills itself at a save; at a request it is killed from outside.

import { z } from 'zod';
import { openJobs } from '../../src/jobs/open-jobs.ts';
import { interruptUnfinished } from '../../src/shell/resume.ts';
import { openStorage } from '../../src/storage/open-storage.ts';
import { sealKey } from '../contract/opened-storage.ts';
import { visit } from '../faults/job.ts';
import { watched } from '../shell/watched-store.ts';
import { quickTokenPatience, unhurriedPatiences } from '../support/quick-patience.ts';
import { lifeShape } from './life.ts';

const life = lifeShape.parse(JSON.parse(process.argv[2] ?? ''));
const failures: unknown[] = [];
const { storage } = await openStorage({
  database: life.database,
  sealKeys: [sealKey('k1', 1)],
  openJobs: (raw) => openJobs(raw, (error) => void failures.push(error)),
  onError: (error) => void failures.push(error),
});
const store = watched(storage, life.death, () => process.kill(process.pid, 'SIGKILL'));
const effects: string[] = [];
const deps = {
  store,
  rules: { verifySchedule: [0], verifySuccesses: 1, verifyAgainMinutes: 1 },
  now: () => new Date(),
};
await interruptUnfinished(deps);
const ended = await visit({
  cloud: life.cloud,
  storage: store,
  setupId: life.setupId,
  patiences: unhurriedPatiences,
  tokenPatience: quickTokenPatience,
  failures,
  onEffect: ({ kind }) => void effects.push(kind),
});
await storage.close();
const told = {
  ended,
  effects,
  saves: store.commits.length,
  failures: failures.map((failure) => z.coerce.string().parse(failure)),
};
process.stdout.write(`${JSON.stringify(told)}\n`);
