// Certificates for servers in the test process: a root that the tests trust, a sound leaf, and the kinds that must be refused.

import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import {
  bitString,
  commonName,
  der,
  integer,
  octetString,
  oid,
  sequence,
  trueValue,
  utcTime,
} from '../../sandbox/der.ts';

const day = 86_400_000;
const ecdsaWithSha256 = sequence(oid('1.2.840.10045.4.3.2'));

export type Certificate = { readonly key: string; readonly cert: string };

export const badCertificates = ['selfSigned', 'untrustedRoot', 'wrongName', 'expired'] as const;
export type CertificateKind = 'sound' | (typeof badCertificates)[number];

export type Certificates = Readonly<Record<CertificateKind, Certificate>> & { readonly root: string };

type KeyPair = { readonly publicKey: KeyObject; readonly privateKey: KeyObject };
type Root = KeyPair & { readonly name: string; readonly pem: string };

export function makeCertificates(): Certificates {
  const trusted = makeRoot('Wire Test Root');
  const foreign = makeRoot('Intercepting Firewall');
  return {
    root: trusted.pem,
    sound: makeLeaf(trusted, 'localhost', [-1, 30]),
    untrustedRoot: makeLeaf(foreign, 'localhost', [-1, 30]),
    wrongName: makeLeaf(trusted, 'mail.example', [-1, 30]),
    expired: makeLeaf(trusted, 'localhost', [-30, -1]),
    selfSigned: makeLeaf(null, 'localhost', [-1, 30]),
  };
}

function makeRoot(name: string): Root {
  const pair = makePair();
  const authority = sequence(oid('2.5.29.19'), trueValue(), octetString(sequence(trueValue())));
  const pem = certificate({ issuer: name, subject: name, pair, signer: pair, days: [-40, 40], extensions: authority });
  return { ...pair, name, pem };
}

function makeLeaf(root: Root | null, host: string, days: readonly [number, number]): Certificate {
  const pair = makePair();
  const address = host === 'localhost' ? [der(0x87, Buffer.from([127, 0, 0, 1]))] : [];
  const names = sequence(der(0x82, Buffer.from(host, 'ascii')), ...address);
  const extensions = sequence(oid('2.5.29.17'), octetString(names));
  const issuer = root?.name ?? host;
  const cert = certificate({ issuer, subject: host, pair, signer: root ?? pair, days, extensions });
  return { key: pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), cert };
}

function makePair(): KeyPair {
  return generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
}

type Parts = {
  readonly issuer: string;
  readonly subject: string;
  readonly pair: KeyPair;
  readonly signer: KeyPair;
  /** Valid from and to, counted from today. */
  readonly days: readonly [number, number];
  /** One extension. */
  readonly extensions: Buffer;
};

/** RFC 5280, 4.1. */
function certificate({ issuer, subject, pair, signer, days, extensions }: Parts): string {
  const [from, to] = days.map((count) => utcTime(new Date(Date.now() + count * day)));
  const content = sequence(
    der(0xa0, integer(Buffer.from([2]))),
    integer(Buffer.from([1, ...randomBytes(8)])),
    ecdsaWithSha256,
    commonName(issuer),
    sequence(from ?? Buffer.of(), to ?? Buffer.of()),
    commonName(subject),
    pair.publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(extensions)),
  );
  const whole = sequence(content, ecdsaWithSha256, bitString(sign('sha256', content, signer.privateKey)));
  const lines = whole.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}
