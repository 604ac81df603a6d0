// A wait that can be given up. Ends quietly either way: whoever waited looks at the signal.

import { setTimeout as wait } from 'node:timers/promises';

export async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  if (milliseconds <= 0 || signal.aborted) return;
  try {
    await wait(milliseconds, undefined, { signal });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
