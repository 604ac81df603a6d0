// The one queue, for all appointments; named after the first kind that there was.

export const checkQueue = {
  name: 'check',
  options: {
    /** One job per key waits or runs at a time. */
    policy: 'exclusive',
    retryLimit: 8,
    retryDelay: 1,
    retryBackoff: true,
    retryDelayMax: 300,
    /** Fifty mailboxes with a round trip each are well below. */
    expireInSeconds: 900,
    /** The job of a process that died is taken up again after so long. */
    heartbeatSeconds: 30,
    deleteAfterSeconds: 7 * 24 * 3600,
    notify: true,
  },
} as const;
