// What every Entra endpoint of the sandbox shares while it runs.

import type { Cloud } from '../cloud.ts';
import type { AuthorizationCodes } from './authorization-codes.ts';
import type { IssuedList } from './issued.ts';
import type { Signing } from './signing.ts';

export type Entra = {
  readonly cloud: Cloud;
  readonly signing: Signing;
  readonly codes: AuthorizationCodes;
  readonly issued: IssuedList;
  /** https; the token endpoint, keys and discovery. */
  readonly entraUrl: string;
  /** http on loopback; what people see, so that no certificate warning meets them. */
  readonly pagesUrl: string;
};
