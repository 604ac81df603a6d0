// Bytes that have arrived and were not read yet, handed out line by line. Bounded, so that no server can fill the memory.

const longestLine = 8192;
/** Several packets may arrive before a line is taken. */
const mostUnread = 262_144;

export type UnreadLines = {
  /** False when a line or the whole is longer than any sound answer. */
  add(chunk: Buffer): boolean;
  /** The next line without its end, or null while it is not complete. */
  take(): string | null;
  isEmpty(): boolean;
};

export function createUnreadLines(): UnreadLines {
  let unread = Buffer.alloc(0);
  return {
    add(chunk) {
      unread = Buffer.concat([unread, chunk]);
      const end = unread.indexOf(0x0a);
      return unread.length <= mostUnread && (end < 0 ? unread.length : end) <= longestLine;
    },
    take() {
      const end = unread.indexOf(0x0a);
      if (end < 0) return null;
      const line = unread.subarray(0, end).toString('utf8');
      unread = unread.subarray(end + 1);
      return line.endsWith('\r') ? line.slice(0, -1) : line;
    },
    isEmpty: () => unread.length === 0,
  };
}
