// Graph's answers before they are put on the wire, and its refusals word for word. The envelope's ids come at the edge.

export type Reply = { readonly status: number; readonly body: Readonly<Record<string, unknown>> | null };

export type Detail = { readonly code: string; readonly message: string; readonly target?: string };

/** A value, or the answer that says why there is none. */
export type Checked<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly reply: Reply };

export function sound<Value>(value: Value): Checked<Value> {
  return { ok: true, value };
}

export function unsound(reply: Reply): { readonly ok: false; readonly reply: Reply } {
  return { ok: false, reply };
}

export function refused(status: number, code: string, message: string, details: readonly Detail[] = []): Reply {
  return { status, body: { error: { code, message, ...(details.length === 0 ? {} : { details }) } } };
}

export function badRequest(message: string, details: readonly Detail[] = []): Reply {
  return refused(400, 'Request_BadRequest', message, details);
}

export function notFound(key: string): Reply {
  return refused(
    404,
    'Request_ResourceNotFound',
    `Resource '${key}' does not exist or one of its queried reference-property objects are not present.`,
  );
}

export function forbidden(): Reply {
  return refused(403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.');
}

export function entity(graphUrl: string, context: string, status: number, body: object): Reply {
  return { status, body: { '@odata.context': `${graphUrl}/v1.0/$metadata#${context}/$entity`, ...body } };
}

export function collection(graphUrl: string, context: string, value: readonly object[]): Reply {
  return { status: 200, body: { '@odata.context': `${graphUrl}/v1.0/$metadata#${context}`, value } };
}

export const noContent: Reply = { status: 204, body: null };
