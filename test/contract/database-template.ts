// A new PGlite database takes seconds to make, which most tests do not test: it is made once per run, and copied.

import { existsSync } from 'node:fs';
import { cp, mkdir, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Where the tests of one run share it; without it each makes its own. */
const shared = process.env.TEST_DATABASE_TEMPLATE ?? '';

/** Nothing where there is a database already. `make` makes an empty one at a path, and lets go of it. */
export async function copyTemplate(path: string, make: (path: string) => Promise<void>): Promise<void> {
  if (shared === '' || path.startsWith('memory://') || existsSync(path)) return;
  const template = join(shared, 'db');
  if (!existsSync(template)) await makeOnce(template, make);
  await mkdir(dirname(path), { recursive: true });
  await cp(template, path, { recursive: true });
}

/** Of two who make it at once, one is taken; a copy never sees half of it. */
async function makeOnce(template: string, make: (path: string) => Promise<void>): Promise<void> {
  const draft = join(shared, `${process.pid}-${performance.now()}`);
  await make(draft);
  try {
    await rename(draft, template);
  } catch (error) {
    if (!existsSync(template)) throw error;
  }
}
