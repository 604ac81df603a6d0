// Parts of one story: each stands on the one before, so after a failure the rest would only wait in vain. Of the part that
// failed there are pictures.

import type { Page } from 'playwright-core';
import { beforeEach } from 'vitest';
import { picturePage } from './pictures.ts';

/** Call where the story is described; `shown` gives the pages by the names of their pictures. */
export function inParts(shown: () => Readonly<Record<string, Page>>): void {
  let hasFailed = false;
  beforeEach((context) => {
    if (hasFailed) context.skip('an earlier part of the job failed');
    context.onTestFailed(async () => {
      hasFailed = true;
      await Promise.all(Object.entries(shown()).map(([name, page]) => picturePage(page, `failed-${name}`)));
    });
  });
}
