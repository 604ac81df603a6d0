// What waiting cost, as a table with a row for each database, and what is claimed of it.

import { type Claim, median, type Report } from './report.ts';

const mostMb = 200;
const mostLateMs = 5_000;
const mostOfIdle = 2;
/** Below a tenth of a second an answer counts as immediate; half of it is left to the line and the client. */
const unnoticedMs = 50;
const mostOfLine = 200;

export type Waited = {
  /** Of the database. */
  readonly name: string;
  /** NaN where it could not be read. */
  readonly idleMb: number;
  readonly peakMb: number;
  /** Of each try; Infinity for one that was not begun before the measuring ended. */
  readonly lateMs: readonly number[];
  /** Milliseconds of each answer in the chat. */
  readonly idleTurns: readonly number[];
  readonly busyTurns: readonly number[];
  /** Lines of the bot's log. */
  readonly errors: readonly string[];
};

const heads = ['', 'idle', 'peak', 'tried late', 'worst', 'chat idle', 'worst', 'chat meanwhile', 'worst'];
const widths = [10, 8, 8, 12, 9, 11, 9, 16, 9];

export function toReport(title: string, waited: readonly Waited[]): Report {
  const hasPostgres = waited.some(({ name }) => name === 'PostgreSQL');
  const hasMemory = waited.every(({ idleMb }) => !Number.isNaN(idleMb));
  return {
    title,
    lines: [
      row(heads),
      ...waited.map(toRow),
      ...waited.flatMap(({ name, errors }) =>
        errors.map((line) => `${name}, the bot's log: ${line.slice(0, mostOfLine)}`),
      ),
      ...(hasPostgres ? [] : ['PostgreSQL is left out. To have it: .ci/with-postgres npm run bench']),
      ...(hasMemory ? [] : ['Memory is left out: it is read from /proc, which only Linux has']),
    ],
    claims: waited.flatMap(toClaims),
  };
}

function toRow({ name, idleMb, peakMb, lateMs, idleTurns, busyTurns }: Waited): string {
  const shown = (unit: string) => (value: number) => `${value.toFixed(0)} ${unit}`;
  const times = [lateMs, idleTurns, busyTurns].flatMap((values) => [median(values), Math.max(...values)]);
  return row([name, ...[idleMb, peakMb].map(shown('MB')), ...times.map(shown('ms'))]);
}

function row(cells: readonly string[]): string {
  const [name = '', ...figures] = cells;
  return name.padEnd(widths[0] ?? 0) + figures.map((figure, index) => figure.padStart(widths[index + 1] ?? 0)).join('');
}

function toClaims({ name, idleMb, peakMb, lateMs, idleTurns, busyTurns, errors }: Waited): readonly Claim[] {
  const memory = { what: `${name}: at most ${mostMb} MB above idle`, holds: peakMb - idleMb <= mostMb };
  return [
    ...(Number.isNaN(idleMb) ? [] : [memory]),
    { what: `${name}: each try begins within ${mostLateMs / 1000} s`, holds: Math.max(...lateMs) <= mostLateMs },
    {
      what: `${name}: the chat's median answer takes at most ${mostOfIdle} times as long as while idle, or ${unnoticedMs} ms, which nobody notices`,
      holds: median(busyTurns) <= Math.max(mostOfIdle * median(idleTurns), unnoticedMs),
    },
    { what: `${name}: no error in the bot's log`, holds: errors.length === 0 },
  ];
}
