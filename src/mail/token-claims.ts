// Whether a token is the one that Exchange will accept: for Exchange, of this tenant, for this application, with the
// permissions. A token is no evidence of consent: Entra issues one without any permission, too.

import { decodeJwt } from 'jose';
import { z } from 'zod';
import { type Problem, problem } from '../setup/problem.ts';
import { type Channel, permissionOf } from '../setup/request.ts';
import { serverWords } from './server-words.ts';

const audiences = ['https://outlook.office365.com', 'https://outlook.office.com'];

const claimsShape = z.object({
  aud: z.string(),
  tid: z.string(),
  appid: z.string(),
  roles: z.array(z.string()).default([]),
});

type Wanted = { readonly tenantId: string; readonly clientId: string };

export type ClaimsSeen = {
  readonly roles: readonly string[];
  /** The token is of no use at all. */
  readonly problem: Problem | null;
};

/**
 * The signature is not checked, and cannot be: the token is addressed to Exchange, Microsoft asks clients to treat it as
 * opaque, and it came straight from the token endpoint over verified TLS. Nothing is granted by what is read here.
 */
export function readClaims(accessToken: string, wanted: Wanted): ClaimsSeen {
  const claims = claimsShape.safeParse(decoded(accessToken));
  if (!claims.success) return { roles: [], problem: tokenWrong('claims', null) };
  const { aud, tid, appid, roles } = claims.data;
  if (!audiences.includes(aud.replace(/\/$/, ''))) return { roles, problem: tokenWrong('aud', aud) };
  if (tid.toLowerCase() !== wanted.tenantId.toLowerCase()) return { roles, problem: tokenWrong('tid', tid) };
  if (appid.toLowerCase() !== wanted.clientId.toLowerCase()) return { roles, problem: tokenWrong('appid', appid) };
  return { roles, problem: null };
}

/** `justGranted`: then only time is missing. */
export function missingPermission(channel: Channel, roles: readonly string[], justGranted: boolean): Problem | null {
  if (roles.includes(permissionOf[channel])) return null;
  return problem({
    reason: 'permissionMissing',
    step: 'consent',
    actor: justGranted ? 'nobody' : 'entraAdministrator',
    remedy: justGranted ? 'wait' : 'askAdmin',
    subject: permissionOf[channel],
  });
}

function tokenWrong(claim: string, value: string | null): Problem {
  return problem({
    reason: 'tokenWrong',
    step: 'verification',
    actor: 'us',
    remedy: 'tellUs',
    subject: claim,
    details: value === null ? null : serverWords(`${claim}=${value}`),
  });
}

function decoded(accessToken: string): unknown {
  try {
    return decodeJwt(accessToken);
  } catch {
    return null;
  }
}
