// Certificates for servers in the test process: a root that the tests trust, a sound leaf, and the kinds that must be refused.

// The library needs it in place before it is loaded itself.
import 'reflect-metadata';
import type { webcrypto } from 'node:crypto';
import { BasicConstraintsExtension, SubjectAlternativeNameExtension, X509CertificateGenerator } from '@peculiar/x509';
import { makeKeyPair, signatureAlgorithm, toKeyPem } from '../../sandbox/certificates.ts';

const day = 86_400_000;

export type Certificate = { readonly key: string; readonly cert: string };

export const badCertificates = ['selfSigned', 'untrustedRoot', 'wrongName', 'expired'] as const;
export type CertificateKind = 'sound' | (typeof badCertificates)[number];

export type Certificates = Readonly<Record<CertificateKind, Certificate>> & { readonly root: string };

type Root = { readonly name: string; readonly signingKey: webcrypto.CryptoKey; readonly pem: string };

const made = await make();

/** The same ones throughout a test process. */
export function makeCertificates(): Certificates {
  return made;
}

async function make(): Promise<Certificates> {
  const trusted = await makeRoot('Wire Test Root');
  const foreign = await makeRoot('Intercepting Firewall');
  return {
    root: trusted.pem,
    sound: await makeLeaf(trusted, 'localhost', [-1, 30]),
    untrustedRoot: await makeLeaf(foreign, 'localhost', [-1, 30]),
    wrongName: await makeLeaf(trusted, 'mail.example', [-1, 30]),
    expired: await makeLeaf(trusted, 'localhost', [-30, -1]),
    selfSigned: await makeLeaf(null, 'localhost', [-1, 30]),
  };
}

async function makeRoot(name: string): Promise<Root> {
  const keys = await makeKeyPair();
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: `CN=${name}`,
    keys,
    signingAlgorithm: signatureAlgorithm,
    ...validity([-40, 40]),
    extensions: [new BasicConstraintsExtension(true, undefined, true)],
  });
  return { name, signingKey: keys.privateKey, pem: certificate.toString('pem') };
}

async function makeLeaf(root: Root | null, host: string, days: readonly [number, number]): Promise<Certificate> {
  const keys = await makeKeyPair();
  const addresses = host === 'localhost' ? ['127.0.0.1', '::1'] : [];
  const certificate = await X509CertificateGenerator.create({
    issuer: `CN=${root?.name ?? host}`,
    subject: `CN=${host}`,
    publicKey: keys.publicKey,
    signingKey: root?.signingKey ?? keys.privateKey,
    signingAlgorithm: signatureAlgorithm,
    ...validity(days),
    extensions: [
      new SubjectAlternativeNameExtension([
        { type: 'dns', value: host },
        ...addresses.map((value) => ({ type: 'ip', value }) as const),
      ]),
    ],
  });
  return { key: toKeyPem(keys.privateKey), cert: certificate.toString('pem') };
}

/** From and to, counted from today. */
function validity([from, to]: readonly [number, number]) {
  return { notBefore: new Date(Date.now() + from * day), notAfter: new Date(Date.now() + to * day) };
}
