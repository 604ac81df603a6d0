// Whether the program may get work, asked of the database once a second at most: whoever likes may look, as often as they
// like.

const secondMs = 1_000;

export function createReadiness(ask: () => Promise<boolean>, now: () => Date): () => Promise<boolean> {
  let asked: { readonly at: number; readonly answer: Promise<boolean> } | null = null;
  return () => {
    const at = now().getTime();
    // A clock that was set back must not keep an old answer.
    if (asked === null || at < asked.at || at - asked.at >= secondMs) asked = { at, answer: ask() };
    return asked.answer;
  };
}
