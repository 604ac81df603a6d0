// One storage for all tests of a group, on whatever database the group is run.

import { afterAll, beforeAll } from 'vitest';
import type { DatabaseAddress } from '../../src/storage/database.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { type Opened, opened } from './opened-storage.ts';
import type { Place } from './postgres-place.ts';

export type StorageAt = {
  readonly database: DatabaseAddress;
  readonly storage: Storage;
  readonly errors: unknown[];
};

/** Call where the group is described; what it gives is there once a test runs. */
export function storageAt(newPlace: () => Promise<Place>): StorageAt {
  let made: (Opened & { readonly database: DatabaseAddress }) | null = null;
  let place: Place | null = null;
  const there = () => {
    if (made === null) throw new Error('the storage is opened before the first test');
    return made;
  };
  beforeAll(async () => {
    place = await newPlace();
    made = { ...(await opened(place.database)), database: place.database };
  });
  afterAll(async () => {
    await made?.storage.close();
    await place?.remove();
  });
  return {
    get database() {
      return there().database;
    },
    get storage() {
      return there().storage;
    },
    get errors() {
      return there().errors;
    },
  };
}
