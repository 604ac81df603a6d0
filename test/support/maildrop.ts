// The mails of one mailbox, between a scripted SMTP server and a scripted POP3 server: what the one accepts the other
// shows. A test puts in and takes out what it likes, and may let what is accepted arrive late or not at all.

export type Maildrop = {
  /** By unique id, oldest first. */
  readonly mails: Map<string, string>;
  /** What SMTP has accepted, as it came. */
  readonly accepted: string[];
  arrive(raw: string): void;
};

export function createMaildrop(
  mails: Readonly<Record<string, string>> = {},
  arrive?: (raw: string, drop: Maildrop) => void,
): Maildrop {
  const drop: Maildrop = {
    mails: new Map(Object.entries(mails)),
    accepted: [],
    arrive: (raw) => {
      drop.accepted.push(raw);
      if (arrive === undefined) drop.mails.set(`new-${drop.accepted.length}`, raw);
      else arrive(raw, drop);
    },
  };
  return drop;
}

/** What POP3 shows of it from the sign-in on: numbers, which stay while the connection does, and what was marked. */
type OpenMaildrop = {
  uidl(): string;
  /** Null where there is no such mail, or none any more. */
  top(number: string): string | null;
  mark(number: string): boolean;
  /** Deletes what was marked. */
  commit(): void;
};

export function openMaildrop({ mails }: Maildrop): OpenMaildrop {
  const shown = [...mails.keys()];
  const marked = new Set<string>();
  const idOf = (number: string) => shown[Number(number) - 1];
  return {
    uidl: () => ['+OK', ...shown.map((id, index) => `${index + 1} ${id}`), '.'].join('\r\n'),
    top(number) {
      const raw = mails.get(idOf(number) ?? '');
      if (raw === undefined) return null;
      const header = raw.split('\r\n\r\n', 1)[0] ?? '';
      const lines = header.split('\r\n').map((line) => (line.startsWith('.') ? `.${line}` : line));
      return ['+OK', ...lines, '', '.'].join('\r\n');
    },
    mark(number) {
      const id = idOf(number);
      if (id === undefined || !mails.has(id)) return false;
      marked.add(id);
      return true;
    },
    commit: () => {
      for (const id of marked) mails.delete(id);
    },
  };
}
