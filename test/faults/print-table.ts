// `npm run faults`: the matrix as a table on the terminal, then its counts. Fails where a job did not end well.

import type { Holding } from './cell.ts';
import type { Visit } from './job.ts';
import { countsLine, countsOf, isSound, type PlayedCell, playMatrix } from './matrix.ts';

function held({ applications, servicePrincipals, secrets, roles }: Holding): string {
  return `${applications} ${servicePrincipals} ${secrets} ${roles}`;
}

function outcome(visit: Visit): string {
  switch (visit.kind) {
    case 'whole':
      return 'whole';
    case 'handedOn':
      return 'consent handed on';
    case 'stopped':
      return `${visit.at}: ${visit.problem.reason}, ${visit.problem.actor}, ${visit.problem.remedy}`;
  }
}

function row({ cell, played }: PlayedCell): readonly string[] {
  const more = played.more > 0 ? `+${played.more}` : String(played.more);
  const { first, afterFirst, visits, afterLast } = played;
  return [cell.fault.name, cell.lasting, outcome(first), more, held(afterFirst), String(visits), held(afterLast)];
}

const widths = [42, 8, 58, 4, 8, 6, 8];

function line(columns: readonly string[]): string {
  return columns
    .map((column, index) => column.padEnd(widths[index] ?? 0))
    .join('  ')
    .trimEnd();
}

const say = (text: string) => void process.stdout.write(`${text}\n`);
const all = await playMatrix();
say('Tenant: app registrations, enterprise applications, secrets, permissions granted.');
let request = '';
for (const played of all) {
  if (played.cell.request.name !== request) {
    request = played.cell.request.name;
    say(`\n${request}`);
    say(line(['  fault', 'lasting', 'first visit', 'asks', 'tenant', 'visits', 'in the end']));
  }
  say(`${isSound(played) ? '  ' : '! '}${line(row(played))}`);
}
say(`\nFaults: ${countsLine(countsOf(all))}.`);
process.exitCode = all.every(isSound) ? 0 : 1;
