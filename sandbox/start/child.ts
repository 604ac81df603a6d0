// A program started beside this one: its lines, its end, and a stop that always ends it.

import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export type Child = {
  readonly pid: number | undefined;
  /** Exit code, or the signal's name; pending while it runs. */
  readonly ended: Promise<number | string>;
  /** Every line of both outputs from now on. */
  onLine(listener: (line: string, from: 'out' | 'err') => void): void;
  /** The first line that matches; null where the program ends or the time is up first. */
  lineMatching(pattern: RegExp, limitMs: number): Promise<RegExpExecArray | null>;
  stop(): Promise<void>;
};

export type ChildOptions = {
  /** For Node: flags, the file, its arguments. */
  readonly args: readonly string[];
  readonly cwd: string;
  /** Beside this process's own environment. */
  readonly env: Readonly<Record<string, string>>;
};

const preload = fileURLToPath(new URL('./end-with-parent.cjs', import.meta.url));
const stopLimitMs = 10_000;

export function startChild({ args, cwd, env }: ChildOptions): Child {
  // A process group of its own: Ctrl-C reaches this program alone, which then stops the others in order.
  const process_ = spawn(process.execPath, ['--require', preload, ...args], {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
  });
  const listeners = new Set<(line: string, from: 'out' | 'err') => void>();
  const tell = (from: 'out' | 'err') => (line: string) => {
    for (const listener of listeners) listener(line, from);
  };
  createInterface({ input: process_.stdout }).on('line', tell('out'));
  createInterface({ input: process_.stderr }).on('line', tell('err'));
  const ended = endOf(process_);
  const onLine: Child['onLine'] = (listener) => void listeners.add(listener);
  return {
    pid: process_.pid,
    ended,
    onLine,
    lineMatching: (pattern, limitMs) => firstMatch(onLine, ended, pattern, limitMs),
    stop: () => stop(process_, ended),
  };
}

async function endOf(child: ChildProcess): Promise<number | string> {
  const { promise, resolve } = Promise.withResolvers<number | string>();
  child.on('error', (error) => resolve(error.message));
  child.on('close', (code, signal) => resolve(code ?? signal ?? 'unknown'));
  // The pipe breaks when the program ends first, which `ended` tells anyway.
  child.stdin?.on('error', () => undefined);
  return await promise;
}

async function firstMatch(
  onLine: Child['onLine'],
  ended: Promise<unknown>,
  pattern: RegExp,
  limitMs: number,
): Promise<RegExpExecArray | null> {
  const { promise, resolve } = Promise.withResolvers<RegExpExecArray | null>();
  onLine((line) => {
    const match = pattern.exec(line);
    if (match !== null) resolve(match);
  });
  const timer = setTimeout(() => resolve(null), limitMs);
  void ended.then(() => resolve(null));
  return await promise.finally(() => clearTimeout(timer));
}

async function stop(child: ChildProcess, ended: Promise<unknown>): Promise<void> {
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), stopLimitMs);
  await ended;
  clearTimeout(timer);
}
