// The shape of what is said of a reason: the cause, and the click or command that mends it.

type Said = {
  /** The cause. Says neither "not yet" nor "wrong": that comes from the remedy. */
  readonly what: string;
  /** What the person who can mend it clicks, runs or asks for. */
  readonly how: string;
};

export type ProblemText = Said & {
  /** Where the same answer may simply be early: what to do while that is likely. */
  readonly howWhileWaiting?: string;
  /** Where it came of a test, which changes nothing. */
  readonly inTest?: Partial<Said>;
  /** Where eBiss or the script on its server met it. */
  readonly atEbiss?: Partial<Said>;
  /** Where it lies in what somebody entered there. */
  readonly entered?: Partial<Said>;
};

/** Who met it: this bot, or something on the eBiss server. */
export type MetBy = 'bot' | 'ebiss';
