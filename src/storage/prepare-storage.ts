// Makes or brings forward the tables without opening the storage: for whoever has the owner's address, so that the running
// program need not have it.

import { connect, type DatabaseAddress, type Keeper } from './database.ts';
import { prepareTables } from './prepare-tables.ts';

/** Throws StorageRefused where the tables must not be used as they are. */
export async function prepareStorage(address: DatabaseAddress): Promise<Keeper> {
  const connection = await connect(address, () => {});
  try {
    return await prepareTables(connection.db, address);
  } finally {
    await connection.close();
  }
}
