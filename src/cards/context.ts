// What every card needs beside the setup: the words of the reader's language, and the time at which it is made.

import type { Words } from '../words/words.ts';

export type CardContext = {
  readonly words: Words;
  /** ISO 8601, UTC. */
  readonly now: string;
};
