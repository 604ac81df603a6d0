// Text of others for whoever must be able to rely on what they read: what reorders, hides or takes no room is written out.

/** Controls, line and paragraph separators, lone surrogates, and everything that shows nothing of its own. */
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/** `<U+202E>` in place of the character: nothing is lost, and nothing hides. */
export function visibleText(text: string): string {
  return text.replace(unseen, (character) => {
    const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
    return `<U+${code}>`;
  });
}
