// What happens to text on its way from a console into a chat: each kind of damage by itself and in any mixture, in the
// order in which it happens. None of it changes what the evidence says.

import fc from 'fast-check';

type Damage = (text: string) => string;

const esc = String.fromCharCode(27);

function lines(text: string, change: (line: string, index: number) => string): string {
  return text.split('\n').map(change).join('\n');
}

/** Puts `what` into the text after every so many characters. */
function every(count: number, what: string): Damage {
  return (text) => text.replace(new RegExp(`.{${count}}`, 'gsu'), (part) => part + what);
}

export const damages: Readonly<Record<string, Damage>> = {
  'wrapped by a narrow window': every(61, '\n'),
  'wrapped by a very narrow window, with CRLF': every(7, '\r\n'),
  'wrapped and indented': (text) => every(80, '\n')(text).replaceAll('\n', '\n    '),
  'trailing blanks': (text) => lines(text, (line) => `${line}   `),
  'blank lines between': (text) => text.replaceAll('\n', '\n\n'),
  CRLF: (text) => text.replaceAll('\n', '\r\n'),
  'prompts before and after': (text) => `PS C:\\Users\\erik> .\\script.ps1\n${text}\nPS C:\\Users\\erik>`,
  'a prompt before the JSON': (text) => text.replace('\n{', '\nPS C:\\> {'),
  'a prompt before every line': (text) => lines(every(90, '\n')(text), (line) => `PS C:\\Users\\erik> ${line}`),
  'continuation prompts': (text) => lines(text, (line) => `>> ${line}`),
  colours: (text) => `${esc}[32;1m${every(40, `${esc}[0m${esc}[36m`)(text)}${esc}[0m`,
  'colours without their escape characters': (text) => `[32;1m${text}[0m`,
  'quoted in a chat': (text) => lines(text, (line) => `> ${line}`),
  'quoted twice': (text) => lines(text, (line) => `> > ${line}`),
  'smart quotes': (text) => {
    let open = true;
    return text.replace(/"/g, () => {
      open = !open;
      return open ? '\u201D' : '\u201C';
    });
  },
  'German quotes': (text) => text.replace(/"([^"]*)"/g, '\u201E$1\u201C'),
  'typographic dashes': (text) => text.replaceAll('-', '\u2011'),
  'typographic apostrophes': (text) => text.replaceAll("'", '\u2019'),
  'non-breaking spaces': every(33, '\u00A0'),
  'zero-width spaces': every(29, '\u200B'),
  'soft hyphens and direction marks': (text) => `\u202A${every(23, '\u00AD')(text)}\u202C`,
  'a byte-order mark': (text) => `\uFEFF${text}`,
  'words around it': (text) => `Hello, here is what it printed:\n\n${text}\n\nRegards, Erik {at work}`,
  'a code fence': (text) => `\`\`\`powershell\n${text}\n\`\`\``,
  'warnings before it': (text) => `WARNING: edi@contoso.example Ex6F9304|X|"object" couldn't be found.\n${text}`,
  'without its markers': (text) =>
    text
      .split('\n')
      .filter((line) => !line.startsWith('===='))
      .join('\n'),
  'links for addresses': (text) =>
    text.replace(/"([^"\\\s]+@[^"\\\s]+)"/g, (_, address: string) => `"${address}<mailto:${address}>"`),
  'escapes of Windows PowerShell 5.1': (text) =>
    text.replace(/['<>&]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`),
  'HTML entities': (text) =>
    text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
  'HTML entities by number': (text) =>
    text.replaceAll('"', '&#34;').replaceAll("'", '&#39;').replaceAll('\u00A0', '&nbsp;'),
};

/** Stages of the way: the shell, the window, copying, the chat, its transport. */
const stages: readonly (readonly string[])[] = [
  ['escapes of Windows PowerShell 5.1'],
  ['warnings before it', 'prompts before and after', 'without its markers', 'a prompt before the JSON'],
  [
    'wrapped by a narrow window',
    'wrapped by a very narrow window, with CRLF',
    'wrapped and indented',
    'continuation prompts',
    'a prompt before every line',
  ],
  ['trailing blanks', 'blank lines between', 'CRLF', 'a byte-order mark'],
  ['smart quotes', 'German quotes', 'typographic dashes', 'typographic apostrophes', 'links for addresses'],
  ['non-breaking spaces', 'zero-width spaces', 'soft hyphens and direction marks'],
  // After what is put in between, as nothing ever splits a colour's sequence.
  ['colours', 'colours without their escape characters'],
  ['words around it', 'a code fence', 'quoted in a chat', 'quoted twice'],
  ['HTML entities', 'HTML entities by number'],
];

/** Names, at most one of each stage. */
export const anyDamage: fc.Arbitrary<readonly string[]> = fc
  .tuple(...stages.map((names) => fc.option(fc.constantFrom(...names))))
  .map((names) => names.filter((name) => name !== null));

export function damaged(text: string, names: readonly string[]): string {
  return names.reduce((before, name) => damages[name]?.(before) ?? before, text);
}
