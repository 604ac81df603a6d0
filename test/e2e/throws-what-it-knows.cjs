// Loaded into the bot by the leak test: remembers each request that the bot makes, as a library's error object may, and on
// SIGUSR2 throws an error that carries all of them and that nobody catches. Makes no request but to this machine.

const dns = require('node:dns');

if (/src[\\/]index\.ts$/.test(process.argv[1] ?? '')) {
  const requests = [];
  const realFetch = globalThis.fetch;
  globalThis.fetch = (input, init) => {
    requests.push({ url: String(input), headers: [...new Headers(init?.headers)], body: String(init?.body ?? '') });
    return realFetch(input, init);
  };
  const realLookup = dns.lookup;
  dns.lookup = (host, ...rest) =>
    /^(localhost|127\.0\.0\.1)$/.test(host)
      ? realLookup(host, ...rest)
      : rest.at(-1)(Object.assign(new Error(`getaddrinfo ENOTFOUND ${host}`), { code: 'ENOTFOUND', hostname: host }));
  process.on('SIGUSR2', () => {
    setImmediate(() => {
      const last = (part) => JSON.stringify(requests.findLast((request) => JSON.stringify(request).includes(part)));
      const message = `planted: ${last('authorization_code')} ${last('Bearer')} ${last('client_credentials')}`;
      throw Object.assign(new Error(message, { cause: Object.assign(new Error('cause'), { requests }) }), { requests });
    });
  });
}
