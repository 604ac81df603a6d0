// One process at a time on a PGlite directory, which has no lock of its own: two would lose each other's rows without
// an error. The lock is a file beside the directory; that of a dead process is taken over.

import { randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname, resolve } from 'node:path';
import { z } from 'zod';
import { StorageRefused } from './storage-refused.ts';

export type DirectoryLock = { release(): Promise<void> };

const content = z.object({
  token: z.string(),
  pid: z.number().int(),
  host: z.string(),
  started: z.string().nullable(),
});
type Holder = z.infer<typeof content>;

const beatMilliseconds = 5_000;
/** A holder on another machine (or in another container) counts as dead when it has not touched its lock for so long. */
const silentMilliseconds = 30_000;

/** Throws StorageRefused (`locked`) where a living process holds it. */
export async function lockDirectory(directory: string): Promise<DirectoryLock> {
  const file = `${resolve(directory)}.lock`;
  await mkdir(dirname(file), { recursive: true });
  const own: Holder = { token: randomUUID(), pid: process.pid, host: hostname(), started: await startOf(process.pid) };
  while (!(await created(file, own))) await makeRoom(file);
  const beat = setInterval(() => touch(file), beatMilliseconds);
  beat.unref();
  return {
    async release() {
      clearInterval(beat);
      const holder = await readHolder(file);
      if (holder?.token === own.token) await rm(file, { force: true });
    },
  };
}

/** Writes the content elsewhere and links it into place: whoever sees the lock sees all of it. */
async function created(file: string, own: Holder): Promise<boolean> {
  const draft = `${file}.${own.token}`;
  await writeFile(draft, JSON.stringify(own));
  try {
    await link(draft, file);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

/** Removes the lock of a dead process; of several who try, the one whose rename succeeds has done it. */
async function makeRoom(file: string): Promise<void> {
  const holder = await readHolder(file);
  if (holder === null) return;
  if (await isAlive(file, holder)) throw refusal(file, holder);
  const aside = `${file}.${randomUUID()}`;
  try {
    await rename(file, aside);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return;
    throw error;
  }
  const moved = await readHolder(aside);
  // Somebody was faster and this is already their lock: it goes back to where it was.
  if (moved !== null && moved.token !== holder.token) await link(aside, file);
  await rm(aside, { force: true });
}

async function isAlive(file: string, holder: Holder): Promise<boolean> {
  if (holder.host !== hostname()) {
    return Date.now() - (await lastTouched(file)) < silentMilliseconds;
  }
  if (!isRunning(holder.pid)) return false;
  // A number is given again after a restart of the machine or container; its start time is not.
  return holder.started === null || holder.started === (await startOf(holder.pid));
}

/** Milliseconds since the epoch; 0 where the lock has just been released. */
async function lastTouched(file: string): Promise<number> {
  try {
    return (await stat(file)).mtimeMs;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return 0;
    throw error;
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

/** When a process started, in the kernel's own terms; null where the system does not tell. */
async function startOf(pid: number): Promise<string | null> {
  try {
    const [boot, line] = await Promise.all([
      readFile('/proc/sys/kernel/random/boot_id', 'utf8'),
      readFile(`/proc/${pid}/stat`, 'utf8'),
    ]);
    // The second field is a name in parentheses that may hold spaces; starttime is the 20th after it (proc(5)).
    return `${boot.trim()}/${line.slice(line.lastIndexOf(')') + 2).split(' ')[19]}`;
  } catch (error) {
    if (codeOf(error) === undefined) throw error;
    return null;
  }
}

async function readHolder(file: string): Promise<Holder | null> {
  try {
    return content.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw new StorageRefused(
      'locked',
      `${file} is there but unreadable. If no other process uses the database, remove it.`,
    );
  }
}

async function touch(file: string): Promise<void> {
  const now = new Date();
  // A lock that is gone (its directory was removed) has nothing left to guard.
  await utimes(file, now, now).catch(() => undefined);
}

function refusal(file: string, holder: Holder): StorageRefused {
  const where = holder.host === hostname() ? '' : ` on ${holder.host}`;
  return new StorageRefused(
    'locked',
    `The database ${file.replace(/\.lock$/, '')} is in use by process ${holder.pid}${where}. Stop it first, or give this one its own DATABASE_URL; several processes need postgres://.`,
  );
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
