// The sandbox's own certificate authority, made anew at each start, and the server certificate that all its TLS servers
// share. The authority's key never leaves this file's memory, so nobody else can sign with what a machine came to trust.

// The library needs it in place before it is loaded itself.
import 'reflect-metadata';
import { KeyObject, randomBytes, webcrypto } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509CertificateGenerator,
} from '@peculiar/x509';

const day = 86_400_000;

/** ECDSA on P-256, signed with SHA-256. */
export const signatureAlgorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;

export type Certificates = { readonly caPem: string; readonly key: string; readonly cert: string };

/** Writes the authority's certificate (PEM) to `caFile`, whose folder is created. */
export async function makeCertificates(caFile: string): Promise<Certificates> {
  const authority = await makeKeyPair();
  const server = await makeKeyPair();
  // A name of its own each time: a client that also trusts an earlier run's authority must not mix the two up.
  const authorityName = `CN=Sandbox of the eBiss mail bot ${randomBytes(4).toString('hex')}`;
  const validity = { notBefore: new Date(Date.now() - day), notAfter: new Date(Date.now() + 30 * day) };
  const ca = await X509CertificateGenerator.createSelfSigned({
    name: authorityName,
    keys: authority,
    signingAlgorithm: signatureAlgorithm,
    ...validity,
    extensions: await authorityExtensions(authority.publicKey),
  });
  const cert = await X509CertificateGenerator.create({
    issuer: authorityName,
    subject: 'CN=localhost',
    publicKey: server.publicKey,
    signingKey: authority.privateKey,
    signingAlgorithm: signatureAlgorithm,
    ...validity,
    extensions: await serverExtensions(authority.publicKey),
  });
  const caPem = `${ca.toString('pem')}\n`;
  await mkdir(dirname(caFile), { recursive: true });
  await writeFile(caFile, caPem);
  return { caPem, key: toKeyPem(server.privateKey), cert: `${cert.toString('pem')}\n` };
}

export function makeKeyPair(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(signatureAlgorithm, true, ['sign', 'verify']);
}

/** PKCS #8. */
export function toKeyPem(privateKey: webcrypto.CryptoKey): string {
  return KeyObject.from(privateKey).export({ type: 'pkcs8', format: 'pem' }).toString();
}

/** A CA with no CA below it. */
async function authorityExtensions(publicKey: webcrypto.CryptoKey) {
  return [
    new BasicConstraintsExtension(true, 0, true),
    new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
    await SubjectKeyIdentifierExtension.create(publicKey),
  ];
}

async function serverExtensions(authorityKey: webcrypto.CryptoKey) {
  return [
    new BasicConstraintsExtension(false, undefined, true),
    new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
    new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
    new SubjectAlternativeNameExtension([
      { type: 'dns', value: 'localhost' },
      { type: 'ip', value: '127.0.0.1' },
    ]),
    await AuthorityKeyIdentifierExtension.create(authorityKey),
  ];
}
