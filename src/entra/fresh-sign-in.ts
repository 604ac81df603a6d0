// Whether somebody gave their credentials for this very sign-in. `prompt=login` stands in an address that the browser
// holds, so whoever sits at an unlocked machine could take it out; only `auth_time` in the ID token tells.
// OpenID Connect Core 3.1.2.1 and 2; at Entra `auth_time` is an optional claim of the sign-in app.

import { z } from 'zod';
import { done, failed, type Outcome, problem } from '../setup/problem.ts';

const claims = z.object({ auth_time: z.coerce.number().int().positive() });

/** By how much Entra's clock and this machine's may differ. */
const skewMs = 60_000;

/** When they did, as an ISO 8601 time. `iat` is of no use here: Entra issues tokens for sign-ins of long ago. */
export function authenticatedSince(begunAt: Date, received: unknown, now: Date): Outcome<string> {
  const read = claims.safeParse(received);
  if (!read.success) {
    return failed(problem({ reason: 'signInTimeMissing', step: 'secret', actor: 'us', remedy: 'tellUs' }));
  }
  const at = read.data.auth_time * 1000;
  if (at >= begunAt.getTime() - skewMs && at <= now.getTime() + skewMs) return done(new Date(at).toISOString());
  return failed(problem({ reason: 'signInNotFresh', step: 'secret', actor: 'entraAdministrator', remedy: 'retry' }));
}
