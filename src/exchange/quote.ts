// A value as a literal of PowerShell that is taken exactly as it stands, whoever chose the value. PowerShell ends a
// single-quoted string at any of five characters, not at ASCII's alone (about_Quoting_Rules; CharTraits.cs), so each
// of them is doubled. Double quotes, backticks and $ mean nothing inside.

const singleQuotes = /['\u2018\u2019\u201A\u201B]/g;

/** Characters that no literal can carry on one line, or that UTF-8 cannot. The form refuses them long before. */
const notQuotable = /[\p{Cc}\p{Cs}\u2028\u2029]/u;

/** Throws for control characters, line separators and lone surrogates: nothing that reaches this may hold one. */
export function quotePowerShell(text: string): string {
  return `'${oneLine(text).replace(singleQuotes, '$&$&')}'`;
}

/** A comment, with the same refusal: a line end would turn what follows it into a command. */
export function commentPowerShell(text: string): string {
  return `# ${oneLine(text)}`;
}

function oneLine(text: string): string {
  if (notQuotable.test(text)) throw new Error('A control character cannot be put into a PowerShell command.');
  return text;
}
