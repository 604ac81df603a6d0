// Groups of commands as cards show them: title and explanation of the procedure, and the commands, which are PowerShell
// with other people's values in it and so are bound to text runs only.

import type { CommandGroup } from '../exchange/commands.ts';
import type { Words } from '../words/words.ts';

export function shownGroup({ section, topic, commands }: CommandGroup, { exchange, handOver }: Words): object {
  const { title, explanation } = exchange.topics[topic];
  return { title: handOver.section(section, title), explanation, commands };
}
