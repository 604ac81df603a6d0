// Who somebody is, as an identity provider vouches for them. People are compared by (tenantId, objectId) alone,
// never by name or address: both can be chosen by the person or by somebody else.

/** A person of Microsoft Entra ID. `name` is for reading only. */
export type Person = {
  readonly tenantId: string;
  readonly objectId: string;
  readonly name: string;
};

/** A person who signed in on a page; `username` is their user principal name, `directoryRoles` the `wids` of the ID token. */
export type SignedInPerson = Person & {
  readonly username: string;
  readonly directoryRoles: readonly string[];
  readonly guest: boolean;
};

export function isSamePerson(a: Person, b: Person): boolean {
  return a.tenantId === b.tenantId && a.objectId === b.objectId;
}
