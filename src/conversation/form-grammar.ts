// The grammar of single values that people type: tenants, addresses, names. Knows no form and no tenant; a value that
// passes here is well formed, which does not mean that it exists.

/** What can hide, reorder or break text: control, format, unassigned and invisible characters, line separators. */
const unsafe = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/iu;
const label = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';
const dnsName = new RegExp(`^(?=.{4,253}$)(?:${label}\\.)+(?!\\d+$)${label}$`, 'iu');
const localPart = /^(?=.{1,64}$)[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/iu;

export function hasUnsafeCharacters(text: string): boolean {
  return unsafe.test(text);
}

/** A GUID or a DNS name with at least one dot; "common" and "organizations" are neither. */
export function isTenantName(text: string): boolean {
  return guid.test(text) || dnsName.test(text);
}

/** The addresses that Exchange Online gives to mailboxes: no quoted local part, no comment, no letters beyond ASCII. */
export function isAddress(text: string): boolean {
  const at = text.lastIndexOf('@');
  return text.length <= 254 && at > 0 && localPart.test(text.slice(0, at)) && dnsName.test(text.slice(at + 1));
}

/** Splits what was typed or pasted into single addresses; `Name <address>`, as mail programs copy it, gives the address. */
export function splitAddresses(text: string): readonly string[] {
  return text
    .split(/[\r\n,;]+/u)
    .flatMap((part) => {
      const inBrackets = /<([^<>\s]+)>\s*$/u.exec(part)?.[1];
      return inBrackets === undefined ? part.split(/[\t ]+/u) : [inBrackets];
    })
    .filter((part) => part !== '');
}

/** The first spelling of each address, in the order written. */
export function withoutRepeats(addresses: readonly string[]): readonly string[] {
  const first = new Map<string, string>();
  for (const address of addresses) {
    const key = address.toLowerCase();
    if (!first.has(key)) first.set(key, address);
  }
  return [...first.values()];
}
