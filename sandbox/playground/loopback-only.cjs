// Preloaded into the chat client, which listens on every interface and has no option for it: binds it to 127.0.0.1.

const { Server } = require('node:net');

const listen = Server.prototype.listen;

Server.prototype.listen = function listenOnLoopback(...args) {
  const [first, ...rest] = args;
  if (typeof first === 'number' || typeof first === 'string') {
    const callback = rest.find((argument) => typeof argument === 'function');
    return listen.call(this, { port: Number(first), host: '127.0.0.1' }, callback);
  }
  if (typeof first === 'object' && first !== null && 'port' in first) {
    return listen.call(this, { ...first, host: '127.0.0.1' }, ...rest);
  }
  throw new Error('the chat client wants to listen in a way that is not bound to this machine');
};
