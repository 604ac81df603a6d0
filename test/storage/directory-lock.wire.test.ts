// The lock on a PGlite directory, against real processes that hold it, die with it and race for it.

import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { lockDirectory } from '../../src/storage/directory-lock.ts';
import { onlyChecks, opened } from '../contract/opened-storage.ts';

let directory: string;
let path: string;
const children: ChildProcessWithoutNullStreams[] = [];

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'ebiss-lock-'));
  path = join(directory, 'db');
});

afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await rm(directory, { recursive: true, force: true });
});

/** Starts a program beside this file; gives it and its first line. */
async function started(program: string) {
  const child = spawn(process.execPath, [fileURLToPath(new URL(program, import.meta.url)), path]);
  children.push(child);
  const [line] = await once(createInterface(child.stdout), 'line');
  return { child, line: String(line) };
}

async function killed(child: ChildProcessWithoutNullStreams): Promise<void> {
  const exit = once(child, 'exit');
  child.kill('SIGKILL');
  await exit;
}

it('refuses a second process by name and gives way once the first has let go', async () => {
  const { child, line } = await started('process-that-locks.ts');
  expect(line).toBe('locked');
  const refusal = expect.objectContaining({
    reason: 'locked',
    message: expect.stringContaining(`process ${child.pid}`),
  });
  await expect(lockDirectory(path)).rejects.toEqual(refusal);
  const exit = once(child, 'exit');
  child.stdin.end();
  await exit;
  const lock = await lockDirectory(path);
  expect((await started('process-that-locks.ts')).line).toContain('refused: locked');
  await lock.release();
});

it('is taken over from a dead process by exactly one of those who try', async () => {
  const { child } = await started('process-that-locks.ts');
  await killed(child);
  const lines = await Promise.all(Array.from({ length: 6 }, () => started('process-that-locks.ts')));
  expect(lines.filter(({ line }) => line === 'locked')).toHaveLength(1);
  expect(lines.filter(({ line }) => line.startsWith('refused'))).toHaveLength(5);
});

it('is refused twice in one process as well', async () => {
  const lock = await lockDirectory(path);
  await expect(lockDirectory(path)).rejects.toThrow(`process ${process.pid}`);
  await lock.release();
  await (await lockDirectory(path)).release();
});

const holders = [
  ['a process number that somebody else has by now', { pid: 1, host: hostname(), started: 'other-boot/1' }, 0, 'free'],
  ['another machine that has just been heard of', { pid: 1, host: 'elsewhere', started: null }, 0, 'taken'],
  ['another machine that fell silent', { pid: 1, host: 'elsewhere', started: null }, 40, 'free'],
] as const;

it.each(holders)('with %s', async (_name, holder, silentSeconds, expected) => {
  const file = `${path}.lock`;
  await writeFile(file, JSON.stringify({ token: 'theirs', ...holder }));
  const then = Date.now() / 1000 - silentSeconds;
  await utimes(file, then, then);
  if (expected === 'taken') {
    await expect(lockDirectory(path)).rejects.toThrow('on elsewhere');
    return;
  }
  const lock = await lockDirectory(path);
  expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ pid: process.pid });
  await lock.release();
});

it('says what to do about a lock that cannot be read', async () => {
  await writeFile(`${path}.lock`, 'half a l');
  await expect(lockDirectory(path)).rejects.toThrow('remove it');
});

it('leaves the job of a killed process to the next one', async () => {
  const { child, line } = await started('process-that-hangs.ts');
  expect(line).toBe('working');
  await killed(child);
  const here = await opened({ kind: 'pglite', path });
  const done = Promise.withResolvers<string>();
  await here.jobs.start(onlyChecks(async (job) => done.resolve(job.setupId)));
  expect(await done.promise).toBe('AAAAAA');
  await here.storage.close();
  expect(here.errors).toEqual([]);
});
