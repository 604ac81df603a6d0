// Why the storage cannot be opened, in words for whoever started the program. Thrown at start alone.

export type RefusalReason =
  | 'locked'
  | 'newer'
  | 'notMigrated'
  | 'notOwner'
  | 'trailNotKept'
  | 'sealKeyMissing'
  | 'sealKeysUnreadable';

export class StorageRefused extends Error {
  readonly reason: RefusalReason;

  constructor(reason: RefusalReason, message: string) {
    super(message);
    this.name = 'StorageRefused';
    this.reason = reason;
  }
}
