// The few ASN.1 values (DER, ITU-T X.690) of which a certificate is made. Writes only; reads nothing.

/** Tag, length, content. */
export function der(tag: number, ...content: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(content);
  return Buffer.concat([Buffer.from([tag]), lengthOf(body.length), body]);
}

function lengthOf(length: number): Buffer {
  if (length < 0x80) return Buffer.from([length]);
  const octets: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest % 256);
  return Buffer.from([0x80 | octets.length, ...octets]);
}

export function sequence(...items: readonly Uint8Array[]): Buffer {
  return der(0x30, ...items);
}

/** An unsigned number, given as its octets. */
export function integer(octets: Uint8Array): Buffer {
  const negative = ((octets[0] ?? 0) & 0x80) !== 0;
  return der(0x02, Buffer.from(negative ? [0] : []), octets);
}

export function trueValue(): Buffer {
  return der(0x01, Buffer.from([0xff]));
}

/** An object identifier in dotted form. */
export function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const octets = [first * 40 + second];
  for (const arc of rest) {
    const base128 = [arc % 128];
    for (let left = Math.floor(arc / 128); left > 0; left = Math.floor(left / 128))
      base128.unshift((left % 128) | 0x80);
    octets.push(...base128);
  }
  return der(0x06, Buffer.from(octets));
}

/** UTCTime, which RFC 5280 demands up to 2049. */
export function utcTime(date: Date): Buffer {
  const digits = date.toISOString().replaceAll(/[-:T]/g, '').slice(2, 14);
  return der(0x17, Buffer.from(`${digits}Z`, 'ascii'));
}

/** All bits used; `unused` counts those at the end that are not. */
export function bitString(octets: Uint8Array, unused = 0): Buffer {
  return der(0x03, Buffer.from([unused]), octets);
}

export function octetString(octets: Uint8Array): Buffer {
  return der(0x04, octets);
}

/** An X.500 name of one common name. */
export function commonName(name: string): Buffer {
  return sequence(der(0x31, sequence(oid('2.5.4.3'), der(0x0c, Buffer.from(name, 'utf8')))));
}
