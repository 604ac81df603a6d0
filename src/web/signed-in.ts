// Whether a session has got so far that somebody signed in.

import type { SignedInPerson } from '../setup/person.ts';
import type { Session } from './sessions.ts';

export type SignedInSession = Session & { person: SignedInPerson };

export function isSignedIn(session: Session | null): session is SignedInSession {
  return session !== null && session.person !== null;
}
