// Names as somebody else chose them: of people, organizations, teams and channels. Nobody refuses them, so they are made
// fit to stand in a line of ours before anything is done with them. Not for what is sent anywhere: there, exactly the
// text counts.

const longestName = 256;

/** What hides, reorders or breaks text: control, format and unassigned characters, separators of lines, and all that is invisible. */
const unfit = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/** One line without anything invisible, of at most `longest` characters; may be empty. */
export function oneLine(text: string, longest: number = longestName): string {
  // A break becomes a space first, so that two words do not become one.
  const line = text
    .replace(/[\p{Z}\t-\r\u0085]+/gu, ' ')
    .replace(unfit, '')
    .replace(/ {2,}/g, ' ')
    .trim();
  const characters = [...line];
  return characters.length <= longest ? line : `${characters.slice(0, longest - 1).join('')}…`;
}
