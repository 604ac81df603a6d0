// Text as nobody would choose it who means well: everything that means something to somebody who reads what this program
// writes (Teams, browsers, PowerShell, spreadsheets, mail servers, terminals, databases), and letters from anywhere.

import fc from 'fast-check';

/** What may come from Teams, Entra, a server or a paste. `{}` stands where a template might fill in something. */
export const hostileTexts: Readonly<Record<string, string>> = {
  'a Markdown link': '[click](https://evil.example)',
  'a Markdown image': '![x](https://evil.example/x.png)',
  'Markdown of other kinds': '**bold** _it_ ~~no~~ `code` # h1\n- item\n1. one\n> said\n| a | b |',
  'a bare address': 'https://evil.example/?a=1&b=2',
  'a mention': '<at>Everybody</at> <at id="28:1">Robin</at>',
  'a script element': '</title></style></textarea><script>alert(1)</script>',
  'an element with a handler': '<img src=x onerror=alert(1)><svg/onload=alert(1)>',
  'the end of an attribute': '" autofocus onfocus="alert(1)" x="',
  "the end of an attribute with '": "' onmouseover='alert(1)' x='",
  'a comment and a section': '<!-- --><![CDATA[ ]]> --!> ]]>',
  entities: '&lt;b&gt; &amp;amp; &#x3c; &notit; &quot;',
  'an address of script': 'javascript:alert(1)',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it looks like a template on purpose
  'an expression of the templates': '${$root.words} ${if(true, json(\'{"type":"Image"}\'), 1)} $when $data',
  'a date and a time of cards': '{{DATE(2026-01-01T00:00:00Z, LONG)}} {{TIME(2026-01-01T00:00:00Z)}}',
  JSON: '{"type":"Action.OpenUrl","url":"https://evil.example"}',
  'a number': '0012',
  true: 'true',
  'a word of JavaScript': '__proto__',
  'an expression of PowerShell': '$(Remove-Mailbox *) `$x @{a=1} ; calc # \' " --%',
  'the four typographic quotes': 'a\u2018b\u2019c\u201Ad\u201Be\u201Cf\u201Dg\u201E',
  'a formula': "=cmd|' /C calc'!A0",
  'formulas of other kinds': '+1+1 -2+3 @SUM(1) \t=1 \r=1',
  'a cell that ends': '","=1+1\r\n"',
  'two lines': 'one\r\ntwo\ntree\rfour\u0085five\u2028six\u2029seven',
  'a second header': 'x\r\nBcc: all@evil.example\r\n\r\nbody',
  'a second command': 'x@evil.example>\r\nRCPT TO:<all@evil.example',
  'a second event': 'x\n\ndata: {"state":"done"}\n\n',
  'a second line of the log': 'x"}\n{"level":"info","msg":"all is well"}',
  'commands of a terminal': '\u001b[2J\u001b]0;title\u0007\u009b31mred\u009b0m\b\b\u007f',
  'text turned around': 'abc\u202egpj.exe\u202c \u2066x\u2069 \u200f\u061c',
  'invisible characters': 'in\u200bvis\u200ci\u200db\u2060l\ufeffe\u00ad\u{e0041}\u3164',
  controls: 'nul\u0000 tab\t esc\u001b del\u007f',
  'half a character': '\ud800 and \udc00',
  SQL: "'; drop table setups; -- \\' \\\" $1 ? :x %_",
  'letters from anywhere': 'Zoë Ångström, 李雷, علي رضا, Ελένη, 👩‍👩‍👧 é',
};

const special = fc.constantFrom(
  ...'\'\u2018\u2019\u201A\u201B"\u201C\u201D\u201E`$(){}[];&|,@#%-\u2013\u2014=<>\\/ *_~!+:.?^',
);
const control = fc.constantFrom(...'\r\n\t\0\u001b\u007f\u0085\u009b\u2028\u2029\u202e\u2066\u200b\u200d\ufeff\ud800');
const letter = fc.string({ unit: 'binary', minLength: 1, maxLength: 1 });
const known = fc.constantFrom(...Object.values(hostileTexts));

function madeOf(...parts: readonly { readonly weight: number; readonly arbitrary: fc.Arbitrary<string> }[]) {
  return fc.array(fc.oneof(...parts), { maxLength: 40 }).map((list) => list.join(''));
}

/** Any text. */
export const hostileText = fc.oneof(
  { weight: 1, arbitrary: known },
  {
    weight: 3,
    arbitrary: madeOf(
      { weight: 4, arbitrary: special },
      { weight: 3, arbitrary: letter },
      { weight: 1, arbitrary: control },
    ),
  },
);

/** Without the characters that the form refuses: what may be a name of an application or a server. */
export const hostileName = madeOf({ weight: 2, arbitrary: special }, { weight: 3, arbitrary: letter }).filter(
  (text) => !/[\p{Cc}\p{Cs}\u2028\u2029]/u.test(text),
);

/** By the grammar of the form, with a liking for what PowerShell might take for something else. */
export const hostileAddress = fc
  .tuple(
    fc.array(fc.constantFrom(..."abz09!#$%&'*+/=?^_`{|}~-"), { minLength: 1, maxLength: 20 }),
    fc.constantFrom('contoso.example', 'edi.contoso.example', 'x-y.example'),
  )
  .map(([local, domain]) => `${local.join('')}@${domain}`);
