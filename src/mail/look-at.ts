// Finds out why a TLS server could not be reached: name, port or certificate. Sends nothing beyond the handshake.

import type { Problem } from '../setup/problem.ts';
import { createDeadline } from './deadline.ts';
import { failureProblem } from './diagnosis.ts';
import { LineConnection } from './line-connection.ts';
import type { ServerAddress } from './server-address.ts';
import { serverWords } from './server-words.ts';
import { WireFailure } from './wire-failure.ts';

/** null when the server could be reached after all. */
export async function lookAt(address: ServerAddress, milliseconds: number): Promise<Problem | null> {
  const deadline = createDeadline(milliseconds);
  const connection = new LineConnection(address, deadline);
  let stage: 'connect' | 'tls' = 'connect';
  try {
    await connection.connect();
    stage = 'tls';
    await connection.startTls();
    return null;
  } catch (error) {
    if (!(error instanceof WireFailure)) throw error;
    const details = error.details === null ? null : serverWords(error.details);
    return failureProblem({ failure: error.kind, details }, stage, address);
  } finally {
    connection.close(null);
    deadline.clear();
  }
}
