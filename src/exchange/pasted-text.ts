// Takes away what terminals, chat and mail programs put into a text that is copied through them. Only for text whose
// values hold neither white space nor `<` or `>`; everything else that it had is still there afterwards.

const esc = String.fromCharCode(27);
const bell = String.fromCharCode(7);

/** Colours, cursor movements, titles; also those whose escape character was lost on the way. */
const terminal = new RegExp(
  [
    `${esc}\\][^${esc}${bell}]*(?:${bell}|${esc}\\\\)?`,
    `(?:${esc}\\[|\\u009B)[0-?]*[ -/]*[@-~]`,
    '\\[\\d[\\d;]*m',
    `${esc}`,
  ].join('|'),
  'g',
);

/** Joiners, direction marks, soft hyphens: characters without width. */
const invisible = /[\u00AD\u180E\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/g;

const blank = '(?:[^\\S\\r\\n]|&nbsp;|&#160;)';
/** What a line begins with: PowerShell's prompts `PS C:\>` and `>>`, and a chat's `> ` for text that is quoted. */
const lineStart = new RegExp(`^(?:${blank}*(?:P${blank}*S${blank}[^>\\r\\n]{0,300}?)?(?:>|&gt;))+`, 'gmu');

const entities: readonly (readonly [RegExp, string])[] = [
  [/&amp;/gi, '&'],
  [/&(?:quot|#34|#x22);/gi, '"'],
  [/&(?:apos|#39|#x27);/gi, "'"],
  [/&(?:nbsp|#160|#xa0);/gi, ''],
  [/&(?:lt|#60|#x3c);/gi, '<'],
  [/&(?:gt|#62|#x3e);/gi, '>'],
];

/** Typographic characters, as word processing makes them of plain ones. */
const typographic: readonly (readonly [RegExp, string])[] = [
  [/[\u201C-\u201F\u00AB\u00BB\u2033\uFF02]/g, '"'],
  [/[\u2018-\u201B\u2032\uFF07]/g, "'"],
  [/[\u2010-\u2015\u2212]/g, '-'],
];

/** `address<mailto:address>`, as mail programs copy a link; then whatever is left of quoting. */
const links: readonly (readonly [RegExp, string])[] = [
  [/<mailto:[^<>"]*>/gi, ''],
  [/[<>]/g, ''],
];

export function withoutWrapping(pasted: string): string {
  const joined = pasted.replace(terminal, '').replace(invisible, '').replace(lineStart, '').replace(/\s/gu, '');
  return [...entities, ...links, ...typographic].reduce((text, [found, plain]) => text.replace(found, plain), joined);
}
