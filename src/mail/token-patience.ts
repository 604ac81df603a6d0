// Asks for a token again while the refusal only means "not everywhere yet" or "not now": a secret that Graph has just
// made is unknown to Entra's sign-in servers for a while, and throttling names its own time.

import { nextPauseMs, type Patience } from '../setup/patience.ts';
import type { Outcome, Problem } from '../setup/problem.ts';

/** Milliseconds. */
export type TokenPatience = {
  /** How long after its creation a secret may be unknown; observed are 4 to 18 s, and longer. */
  readonly spreadMs: number;
  /** How long a check waits for throttling to pass. */
  readonly throttledMs: number;
  readonly delaysMs: Patience['delaysMs'];
};

export const tokenPatience: TokenPatience = {
  spreadMs: 60_000,
  throttledMs: 10_000,
  delaysMs: [1_000, 2_000, 3_000, 5_000],
};

export type TokenTry = { readonly token: Outcome<string>; readonly secondsAsked: number | null };

/** `secretCreatedAt` is ISO 8601, or null where it is not known; then nothing is taken for early. */
export async function tryPatiently(
  patience: TokenPatience,
  secretCreatedAt: string | null,
  attempt: () => Promise<TokenTry>,
): Promise<Outcome<string>> {
  const begunAt = Date.now();
  const spreadUntil = secretCreatedAt === null ? 0 : Date.parse(secretCreatedAt) + patience.spreadMs;
  for (let count = 0; ; count += 1) {
    const { token, secondsAsked } = await attempt();
    if (token.ok) return token;
    const until = untilWhen(token.problem, spreadUntil, begunAt + patience.throttledMs);
    const pause = nextPauseMs(patience, count, secondsAsked, until - Date.now());
    if (pause === null) return token;
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}

function untilWhen({ reason }: Problem, spreadUntil: number, throttledUntil: number): number {
  switch (reason) {
    case 'clientSecretRefused':
    case 'applicationUnknown':
    case 'enterpriseApplicationMissing':
      return spreadUntil;
    case 'throttled':
      return throttledUntil;
    default:
      return 0;
  }
}
