// The program's own code never changes what is in the trail: no statement of it says so, whichever way it is written. What
// the database refuses beside that is in two-roles.wire.test.ts.

import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const written = /(?:updateTable|deleteFrom|mergeInto|replaceInto)\(\s*['"`]events\b/;
const raw = /\b(?:update|delete\s+from|truncate(?:\s+table)?|merge\s+into|drop\s+table|alter\s+table)\s+["']?events\b/i;

function changesTrail(source: string): boolean {
  return written.test(source) || raw.test(source) || /insertInto\(\s*['"]events['"][^;]*onConflict/s.test(source);
}

test('no statement of the program changes or deletes an event', () => {
  const files = globSync('src/**/*.ts');
  expect(files).toContain('src/storage/setup-rows.ts');
  expect(files.filter((file) => changesTrail(readFileSync(file, 'utf8')))).toEqual([]);
});

test.each([
  `db.updateTable('events').set({})`,
  `trx\n.deleteFrom(\n  "events")`,
  'sql`UPDATE events set kind = kind`',
  'sql`delete  from "events"`',
  'sql`truncate table events`',
  `db.insertInto('events').values(row).onConflict((c) => c.doUpdateSet({}))`,
])('a statement like %j would be found', (source) => {
  expect(changesTrail(source)).toBe(true);
});

test('reading and appending are none', () => {
  expect(changesTrail(`db.selectFrom('events'); db.insertInto('events').values(row).execute();`)).toBe(false);
  expect(changesTrail('create trigger t before update or delete on events')).toBe(false);
});
