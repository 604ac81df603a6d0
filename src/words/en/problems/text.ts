// The shape of what is said of a reason: the cause, and the click or command that mends it.

export type ProblemText = {
  /** The cause. Says neither "not yet" nor "wrong": that comes from the remedy. */
  readonly what: string;
  /** What the person who can mend it clicks, runs or asks for. */
  readonly how: string;
  /** Where the same answer may simply be early: what to do while that is likely. */
  readonly howWhileWaiting?: string;
};
