// Cards make a date of `{{DATE(…)}}` and a time of `{{TIME(…)}}`, in text runs as well. In two runs side by side it is
// nothing but the text that somebody chose.
// https://learn.microsoft.com/adaptive-cards/authoring-cards/text-features#datetime-formatting-and-localization

type Node = Readonly<Record<string, unknown>>;

const inFunction = /(?<=\{)(?=\{(?:DATE|TIME)\()/;

/** The same card, its text runs divided where a function would begin. */
export function withPlainRuns(node: Node): Node {
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) => [key, key === 'inlines' ? runs(value) : plain(value)]),
  );
}

function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  return isNode(value) ? withPlainRuns(value) : value;
}

function runs(value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  return value.flatMap((run: unknown) => {
    if (!isNode(run) || typeof run.text !== 'string') return [run];
    return run.text.split(inFunction).map((text) => ({ ...run, text }));
  });
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
