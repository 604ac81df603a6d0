// The trail as a file: one row for each event, the oldest first, with everything that tells people and requests apart.

import type { TrailRow } from '../cards/trail.ts';
import { nameOf } from '../cards/trail.ts';
import type { Setup } from '../setup/setup.ts';
import type { Words } from '../words/words.ts';
import type { Answer } from './answer.ts';
import { csvFile } from './csv.ts';

export function auditFile(words: Words, { id }: Setup, rows: readonly TrailRow[]): Answer {
  const { csv } = words.audit;
  const heading = [
    csv.time,
    csv.who,
    csv.objectId,
    csv.tenantId,
    csv.account,
    csv.what,
    csv.outcome,
    csv.requestIds,
    csv.setupId,
  ];
  const content = csvFile([heading, ...rows.map((row) => cells(words, id, row))]);
  return { kind: 'file', content, type: 'text/csv; charset=utf-8', fileName: `${id}-audit-trail.csv` };
}

function cells(words: Words, setupId: string, row: TrailRow): readonly string[] {
  const { at, who, what, outcome, requestIds } = row;
  return [
    at,
    nameOf(row, words),
    who?.objectId ?? '',
    who?.tenantId ?? '',
    who?.account ?? '',
    what,
    outcome ?? '',
    requestIds.join(' '),
    setupId,
  ];
}
