// tree-sitter's grammar of PowerShell, as a second opinion beside the sandbox's own interpreter: neither was written for
// the other. It does not know that PowerShell takes four typographic characters for single quotes, so they are mapped
// to the plain one in whatever is given to it, and in what is expected of it.

import { createRequire } from 'node:module';
import { Language, type Node, Parser } from 'web-tree-sitter';

export type Grammar = {
  /** The kinds of the nodes of a command's arguments, and the value of the last one if it is a literal. */
  argumentsOf(command: string): { readonly kinds: readonly string[]; readonly value: string | null };
  /** Line and text of what the grammar does not understand; empty where it understands everything. */
  mistakes(source: string): readonly string[];
};

export async function loadGrammar(): Promise<Grammar> {
  await Parser.init();
  const parser = new Parser();
  const require = createRequire(import.meta.url);
  const wasm = require.resolve('tree-sitter-powershell/tree-sitter-powershell.wasm');
  parser.setLanguage(await Language.load(wasm));
  return {
    argumentsOf: (command) => withTree(parser, command, argumentsIn),
    mistakes: (source) => withTree(parser, source, mistakesIn),
  };
}

export function withPlainQuotes(text: string): string {
  return text.replace(/[\u2018\u2019\u201A\u201B]/g, "'");
}

function withTree<Result>(parser: Parser, source: string, look: (root: Node) => Result): Result {
  const tree = parser.parse(withPlainQuotes(source));
  if (tree === null) throw new Error('The grammar has no language.');
  try {
    return look(tree.rootNode);
  } finally {
    tree.delete();
  }
}

/** Of the one command that there is; nothing where there is another number of them, or a mistake. */
function argumentsIn(root: Node): ReturnType<Grammar['argumentsOf']> {
  const commands = root.descendantsOfType('command');
  const elements = commands[0]?.childForFieldName('command_elements');
  if (commands.length !== 1 || root.hasError || elements === undefined || elements === null) {
    return { kinds: ['not one command'], value: null };
  }
  const given = elements.namedChildren.filter((node) => node.type !== 'command_argument_sep');
  const literal = given.at(-1)?.descendantsOfType('verbatim_string_characters')[0];
  return {
    kinds: given.map((node) => innermost(node).type),
    value: literal === undefined ? null : literal.text.slice(1, -1).replaceAll("''", "'"),
  };
}

function innermost(node: Node): Node {
  const [only] = node.namedChildren;
  return node.namedChildCount === 1 && only !== undefined ? innermost(only) : node;
}

function mistakesIn(root: Node): readonly string[] {
  if (!root.hasError) return [];
  const wrong = root
    .descendantsOfType('ERROR')
    .map((node) => `${node.startPosition.row + 1}: ${node.text.slice(0, 80)}`);
  return wrong.length > 0 ? wrong : ['something is missing'];
}
