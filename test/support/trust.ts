// Lets this process trust a certificate authority made while it runs; Node reads NODE_EXTRA_CA_CERTS only at its start.

import { getCACertificates, setDefaultCACertificates } from 'node:tls';

export function trust(caPem: string): void {
  setDefaultCACertificates([...getCACertificates('default'), caPem]);
}
