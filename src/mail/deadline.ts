// One deadline over a whole dialogue. Time spent waiting for something that is not the server's fault can be held out of it.

export type Deadline = {
  /** Aborts when the time is up, or when the whole check is called off. */
  readonly signal: AbortSignal;
  /** Waits without the clock running. */
  hold<Value>(awaited: Promise<Value>): Promise<Value>;
  /** Milliseconds held out so far. */
  held(): number;
  clear(): void;
};

export function createDeadline(milliseconds: number, calledOff?: AbortSignal): Deadline {
  const timeUp = new AbortController();
  let left = milliseconds;
  let held = 0;
  let runningSince = performance.now();
  let timer = setTimeout(() => timeUp.abort(), left);
  return {
    signal: calledOff === undefined ? timeUp.signal : AbortSignal.any([timeUp.signal, calledOff]),
    async hold(awaited) {
      clearTimeout(timer);
      const from = performance.now();
      left -= from - runningSince;
      const value = await awaited;
      runningSince = performance.now();
      held += runningSince - from;
      timer = setTimeout(() => timeUp.abort(), Math.max(0, left));
      return value;
    },
    held: () => held,
    clear: () => clearTimeout(timer),
  };
}
