// Puts a text in the place of every text that others chose, wherever it stands in a setup, an event or a proposal; and
// compares what is shown of two of them, which must differ by that text alone.

/** Where text of others stands, by the name of its member. */
const ofOthers: ReadonlySet<string> = new Set([
  'username',
  'organization',
  'requesterUsername',
  'ranBy',
  'words',
  'details',
  'appName',
  'server',
  'reference',
  'sender',
  'typed',
  'mailbox',
  'team',
]);

type Node = Readonly<Record<string, unknown>>;

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isOfOthers(key: string, node: Node): boolean {
  if (ofOthers.has(key)) return true;
  // Names of people, not of stages; of channels in Teams, not of mail; reasons of people, not of problems.
  if (key === 'name') return 'objectId' in node;
  if (key === 'channel') return 'team' in node;
  if (key === 'reason') return !('remedy' in node);
  return key === 'subject' && String(node.subject).includes('@');
}

function collect(value: unknown, found: Set<string>): void {
  if (Array.isArray(value)) for (const part of value) collect(part, found);
  if (!isNode(value)) return;
  for (const [key, part] of Object.entries(value)) {
    if (typeof part === 'string' && isOfOthers(key, value)) found.add(part);
    else if (key === 'mailboxes' && Array.isArray(part))
      for (const one of part) if (typeof one === 'string') found.add(one);
    collect(part, found);
  }
}

/** What is told apart stays apart: the text is followed by a number of each that it replaces. */
export function withText<Value>(value: Value, text: string): Value {
  const found = new Set<string>();
  collect(value, found);
  const numbers = new Map([...found].sort().map((one, index) => [one, index]));
  const replaced = (part: unknown): unknown => {
    if (typeof part === 'string') return numbers.has(part) ? `${text}${numbers.get(part)}` : part;
    if (Array.isArray(part)) return part.map(replaced);
    return isNode(part) ? Object.fromEntries(Object.entries(part).map(([key, one]) => [key, replaced(one)])) : part;
  };
  return replaced(value) as Value;
}

/** Stands for text of others where nothing of it means anything. */
export const harmless = 'Qzq';
