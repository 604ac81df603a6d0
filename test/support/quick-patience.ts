// Patience for tests: the same decisions within milliseconds, so that what waits a minute in earnest is seen at once.

import type { Patiences } from '../../src/entra/access.ts';
import type { TokenPatience } from '../../src/mail/token-patience.ts';
import type { Patience } from '../../src/setup/patience.ts';

export const quick: Patience = {
  budgetMs: 4_000,
  delaysMs: [10, 20, 50],
  timeoutMs: 2_000,
  toldFromMs: 60_000,
  settleMs: 100,
};

export const quickPatiences: Patiences = { page: quick, run: quick };

/** Where no deadline is to pass, however busy the machine is: only what is refused or broken off is asked again. */
const unhurried: Patience = { ...quick, budgetMs: 120_000, timeoutMs: 60_000 };

export const unhurriedPatiences: Patiences = { page: unhurried, run: unhurried };

export const quickTokenPatience: TokenPatience = { spreadMs: 300, busyMs: 100, delaysMs: [10] };

/** Where it is to be asked again until it is had. */
export const unhurriedTokenPatience: TokenPatience = { spreadMs: 60_000, busyMs: 60_000, delaysMs: [10] };
