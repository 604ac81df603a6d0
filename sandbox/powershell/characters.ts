// Which characters PowerShell's own tokenizer takes for quotes, dashes and white space: more than ASCII's, which is
// what makes careless quoting dangerous (about_Quoting_Rules; SpecialChars in PowerShell's CharTraits.cs).

const singleQuotes = new Set(["'", '\u2018', '\u2019', '\u201A', '\u201B']);
const doubleQuotes = new Set(['"', '\u201C', '\u201D', '\u201E']);
const dashes = new Set(['-', '\u2013', '\u2014', '\u2015']);

export function isSingleQuote(character: string | undefined): boolean {
  return character !== undefined && singleQuotes.has(character);
}

export function isDoubleQuote(character: string | undefined): boolean {
  return character !== undefined && doubleQuotes.has(character);
}

export function isDash(character: string | undefined): boolean {
  return character !== undefined && dashes.has(character);
}

export function isSpace(character: string | undefined): boolean {
  return character !== undefined && /[ \t\v\f\u0085\u00A0\p{Zs}]/u.test(character);
}

export function isLineEnd(character: string | undefined): boolean {
  return character === '\n' || character === '\r';
}

export function isWordCharacter(character: string | undefined): boolean {
  return character !== undefined && /[\p{L}\p{N}_.@:\\/*?+-]/u.test(character);
}

export function isNameCharacter(character: string | undefined): boolean {
  return character !== undefined && /[A-Za-z0-9_]/.test(character);
}
