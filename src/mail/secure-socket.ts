// TLS over a socket that is already connected. Verification is Node's own and cannot be switched off; this file only
// adds whose certificate it was that failed, which tells a broken server from a firewall that opens TLS.

import net from 'node:net';
import tls from 'node:tls';
import { toWireFailure, WireFailure } from './wire-failure.ts';

type Listeners = {
  readonly secured: () => void;
  readonly failed: (failure: WireFailure) => void;
  readonly data: (chunk: Buffer) => void;
};

export function secureSocket(plain: net.Socket, host: string, listeners: Listeners): tls.TLSSocket {
  // An address is no server name (RFC 6066, section 3); it is verified against the certificate all the same.
  const name = net.isIP(host) === 0 ? { host, servername: host } : { host };
  const socket = tls.connect({ socket: plain, ...name });
  let certificate: tls.PeerCertificate | null = null;
  // 'secure' comes after the handshake and before the verification; without it only the issuer would be unknown.
  socket.prependListener('secure', () => {
    certificate = socket.getPeerCertificate();
  });
  let verified = false;
  socket.once('secureConnect', () => {
    verified = true;
    listeners.secured();
  });
  socket.on('error', (error) => {
    const failure = toWireFailure(error);
    const distrusted = certificate !== null && !verified;
    listeners.failed(
      distrusted ? new WireFailure('certificateUntrusted', issuerWords(failure.details, certificate)) : failure,
    );
  });
  socket.on('close', () => listeners.failed(new WireFailure('connectionLost', null)));
  socket.on('data', listeners.data);
  return socket;
}

function issuerWords(code: string | null, certificate: tls.PeerCertificate | null): string {
  const parts = Object.entries(certificate?.issuer ?? {}).map(([key, value]) => `${key}=${String(value)}`);
  return [code, `issuer: ${parts.length === 0 ? '?' : parts.join(', ')}`].filter((part) => part !== null).join('; ');
}
