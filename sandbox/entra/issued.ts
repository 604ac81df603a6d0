// What Entra and Graph have given out that must not lie about anywhere: so that a test can look whether it does. Only
// of a sandbox, and only for browsers and programs on this machine.

import type { Cloud } from '../cloud.ts';
import { json } from '../http/call.ts';
import { type Route, route } from '../http/routes.ts';

export type IssuedKind = 'code' | 'graphToken' | 'applicationToken' | 'idToken' | 'refreshToken' | 'clientSecret';

export type Issued = { readonly kind: IssuedKind; readonly value: string };

export type IssuedList = {
  /** Returns the value, so that it can be noted where it is made. */
  note(kind: IssuedKind, value: string): string;
  all(): readonly Issued[];
};

/** All of it as JSON; client secrets are those that applications have at present. */
export function issuedRoute(cloud: Cloud, issued: IssuedList): Route {
  return route('GET', /^\/issued$/, () => {
    const applications = cloud.tenants.flatMap((tenant) => tenant.applications);
    const secrets = applications.flatMap((application) => application.passwordCredentials);
    return json(200, [
      ...issued.all(),
      ...secrets.map(({ secretText }) => ({ kind: 'clientSecret', value: secretText })),
    ]);
  });
}

/** More than any run makes; a sandbox that is left running must not fill the memory. */
const most = 5000;

export function makeIssuedList(): IssuedList {
  const issued: Issued[] = [];
  return {
    note(kind, value) {
      if (issued.length < most) issued.push({ kind, value });
      return value;
    },
    all: () => issued,
  };
}
