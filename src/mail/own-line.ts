// What becomes part of a command or a header of ours. Whoever wrote it, the form let through nothing that could end the
// line or the address; should anything ever get past it, it must not become a command.

/** RFC 5321, section 4.1.2, as narrow as Exchange Online's own addresses: printable ASCII, without what delimits it. */
const wireAddress = /^[!-~]+@[!-~]+$/;

/** Throws: an address that is none can only be a mistake of this program. */
export function wireAddressOf(address: string): string {
  if (!wireAddress.test(address) || /[<>()[\]\\,;:"]/.test(address)) throw new Error('this is no address for the wire');
  return address;
}

/** Throws where it is more than one line. */
export function ownLine(line: string): string {
  if (/[\r\n\0]/.test(line)) throw new Error('a line of ours would have been several');
  return line;
}
