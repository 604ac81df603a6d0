// How a connection can fail, read from Node's error codes. Thrown inside one dialogue and caught at its edge
// (`dialogue.ts`), where it becomes a value.

export type WireFailureKind =
  | 'nameNotResolved'
  | 'connectionRefused'
  | 'connectionLost'
  | 'timedOut'
  | 'certificateUntrusted'
  | 'protocolUnexpected';

export class WireFailure extends Error {
  readonly kind: WireFailureKind;
  readonly details: string | null;

  constructor(kind: WireFailureKind, details: string | null) {
    super(kind);
    this.name = 'WireFailure';
    this.kind = kind;
    this.details = details;
  }
}

const kindOfCode: Readonly<Record<string, WireFailureKind>> = {
  ENOTFOUND: 'nameNotResolved',
  EAI_AGAIN: 'nameNotResolved',
  EAI_FAIL: 'nameNotResolved',
  EAI_NODATA: 'nameNotResolved',
  ECONNREFUSED: 'connectionRefused',
  EHOSTUNREACH: 'connectionRefused',
  ENETUNREACH: 'connectionRefused',
  EADDRNOTAVAIL: 'connectionRefused',
  ETIMEDOUT: 'timedOut',
  EPROTO: 'protocolUnexpected',
};

export function toWireFailure(error: Error): WireFailure {
  const code = codeOf(error);
  if (code === null) return new WireFailure('connectionLost', null);
  const kind = code.startsWith('ERR_SSL_') ? 'protocolUnexpected' : kindOfCode[code];
  return new WireFailure(kind ?? 'connectionLost', code);
}

/** With IPv4 and IPv6 tried in turn there is one error per address; a refusal says more than a missing route. */
function codeOf(error: Error): string | null {
  const each = error instanceof AggregateError ? error.errors : [];
  const codes = [error, ...each].flatMap((one: unknown) =>
    one instanceof Error && 'code' in one && typeof one.code === 'string' ? [one.code] : [],
  );
  return codes.find((code) => code === 'ECONNREFUSED') ?? codes[0] ?? null;
}
