// The sandbox's own certificate authority, made anew at each start, and the server certificate that all its TLS servers
// share. The authority's key never leaves this file's memory, so nobody else can sign with what a machine came to trust.

import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { bitString, commonName, der, integer, octetString, oid, sequence, trueValue, utcTime } from './der.ts';

const day = 86_400_000;
const ecdsaWithSha256 = sequence(oid('1.2.840.10045.4.3.2'));

export type Certificates = { readonly caPem: string; readonly key: string; readonly cert: string };

/** Writes the authority's certificate (PEM) to `caFile`, whose folder is created. */
export async function makeCertificates(caFile: string): Promise<Certificates> {
  const authority = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const server = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  // A name of its own each time: a client that also trusts an earlier run's authority must not mix the two up.
  const authorityName = commonName(`Sandbox of the eBiss mail bot ${randomBytes(4).toString('hex')}`);
  const keyId = createHash('sha1')
    .update(authority.publicKey.export({ type: 'spki', format: 'der' }))
    .digest();
  const caPem = certificate({
    issuer: authorityName,
    subject: authorityName,
    publicKey: authority.publicKey,
    signingKey: authority.privateKey,
    extensions: authorityExtensions(keyId),
  });
  const cert = certificate({
    issuer: authorityName,
    subject: commonName('localhost'),
    publicKey: server.publicKey,
    signingKey: authority.privateKey,
    extensions: serverExtensions(keyId),
  });
  await mkdir(dirname(caFile), { recursive: true });
  await writeFile(caFile, caPem);
  return { caPem, key: server.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), cert };
}

type CertificateParts = {
  readonly issuer: Buffer;
  readonly subject: Buffer;
  readonly publicKey: KeyObject;
  readonly signingKey: KeyObject;
  readonly extensions: Buffer;
};

/** RFC 5280, 4.1. */
function certificate(parts: CertificateParts): string {
  const serialNumber = randomBytes(16);
  serialNumber[0] = ((serialNumber[0] ?? 0) & 0x3f) | 0x40;
  const content = sequence(
    der(0xa0, integer(Buffer.from([2]))),
    integer(serialNumber),
    ecdsaWithSha256,
    parts.issuer,
    sequence(utcTime(new Date(Date.now() - day)), utcTime(new Date(Date.now() + 30 * day))),
    parts.subject,
    parts.publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, parts.extensions),
  );
  const whole = sequence(content, ecdsaWithSha256, bitString(sign('sha256', content, parts.signingKey)));
  const lines = whole.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}

/** Basic constraints (a CA, no CA below it), key usage (keyCertSign, cRLSign), its own key identifier. */
function authorityExtensions(keyId: Buffer): Buffer {
  return sequence(
    sequence(oid('2.5.29.19'), trueValue(), octetString(sequence(trueValue(), integer(Buffer.from([0]))))),
    sequence(oid('2.5.29.15'), trueValue(), octetString(bitString(Buffer.from([0x06]), 1))),
    sequence(oid('2.5.29.14'), octetString(octetString(keyId))),
  );
}

/** Key usage (digitalSignature), server authentication, the names, and which key signed. */
function serverExtensions(authorityKeyId: Buffer): Buffer {
  const dnsName = der(0x82, Buffer.from('localhost', 'ascii'));
  const ipAddress = der(0x87, Buffer.from([127, 0, 0, 1]));
  return sequence(
    sequence(oid('2.5.29.19'), trueValue(), octetString(sequence())),
    sequence(oid('2.5.29.15'), trueValue(), octetString(bitString(Buffer.from([0x80]), 7))),
    sequence(oid('2.5.29.37'), octetString(sequence(oid('1.3.6.1.5.5.7.3.1')))),
    sequence(oid('2.5.29.17'), octetString(sequence(dnsName, ipAddress))),
    sequence(oid('2.5.29.35'), octetString(sequence(der(0x80, authorityKeyId)))),
  );
}
