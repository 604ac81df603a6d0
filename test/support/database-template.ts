// Runs once before the tests: a folder for the database that they copy instead of making one each.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'ebiss-template-'));
  process.env.TEST_DATABASE_TEMPLATE = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}
