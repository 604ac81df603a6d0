// Finds the JSON objects that a script printed in a text that was copied from its window, and parses them, whatever stands
// before and after. The text is foreign: what comes out is unknown until it has been read by a shape.

/** Fifty mailboxes take about 15 kB of evidence, and less than 30 kB of a server's check. */
export const pastedBytes = 64 * 1024;

/** A character takes at least one byte, so that a huge text need not be encoded to be told. */
export function isTooLong(text: string): boolean {
  return text.length > pastedBytes || new TextEncoder().encode(text).length > pastedBytes;
}

/** One for each `begin`, undefined where it is damaged. Each goes on to the next one's beginning, as one never holds another. */
export function objectsIn(text: string, begin: string): readonly unknown[] {
  return text
    .split(begin)
    .slice(1)
    .map((rest) => parsed(begin + rest));
}

/** The object at the beginning of the text, whatever follows it; undefined where there is none. */
function parsed(text: string): unknown {
  const end = objectEnd(text);
  if (end === null) return undefined;
  try {
    return JSON.parse(text.slice(0, end));
  } catch {
    return undefined;
  }
}

function objectEnd(text: string): number | null {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (inString && character === '\\') at += 1;
    else if (character === '"') inString = !inString;
    else if (!inString && character === '{') depth += 1;
    else if (!inString && character === '}') depth -= 1;
    if (!inString && depth === 0) return at + 1;
  }
  return null;
}
