// Asks for a token again while the refusal only means "not everywhere yet" or "not now": a secret or a permission that
// Graph has just made is unknown to Entra's sign-in servers for a while, and throttling names its own time.

import { nextPauseMs, type Patience } from '../setup/patience.ts';
import type { Outcome, Problem } from '../setup/problem.ts';

/** Milliseconds. */
export type TokenPatience = {
  /** How long after its creation a secret, or a permission, may be unknown; observed are 4 to 18 s, and longer. */
  readonly spreadMs: number;
  /** How long a check waits for throttling, or for no answer, to pass. */
  readonly busyMs: number;
  readonly delaysMs: Patience['delaysMs'];
};

export const tokenPatience: TokenPatience = {
  spreadMs: 60_000,
  busyMs: 10_000,
  delaysMs: [1_000, 2_000, 3_000, 5_000],
};

export type TokenTry = {
  readonly token: Outcome<string>;
  readonly secondsAsked: number | null;
  /** A token was had, without a permission that is known to be granted. */
  readonly lacksGranted: boolean;
};

/** ISO 8601; null where it is not known, and then nothing is taken for early. */
export type MadeAt = { readonly secret: string | null; readonly permissions: string | null };

export async function tryPatiently(
  patience: TokenPatience,
  madeAt: MadeAt,
  attempt: () => Promise<TokenTry>,
): Promise<Outcome<string>> {
  const busyUntil = Date.now() + patience.busyMs;
  const spreadUntil = (made: string | null) => (made === null ? 0 : Date.parse(made) + patience.spreadMs);
  for (let count = 0; ; count += 1) {
    const { token, secondsAsked, lacksGranted } = await attempt();
    if (token.ok && !lacksGranted) return token;
    const until = token.ok
      ? spreadUntil(madeAt.permissions)
      : untilWhen(token.problem, spreadUntil(madeAt.secret), busyUntil);
    const pause = nextPauseMs(patience, count, secondsAsked, until - Date.now());
    if (pause === null) return token;
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}

function untilWhen({ reason }: Problem, spreadUntil: number, busyUntil: number): number {
  switch (reason) {
    case 'clientSecretRefused':
    case 'applicationUnknown':
    case 'enterpriseApplicationMissing':
      return spreadUntil;
    case 'throttled':
    case 'noAnswer':
    case 'connectionLost':
    case 'timedOut':
      return busyUntil;
    default:
      return 0;
  }
}
