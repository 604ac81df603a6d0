// Preloaded into each program that start.ts starts. Its standard input is a pipe from start.ts, which ends when
// start.ts does, however that happens: so nothing is left running after a crash or a kill.

process.stdin.on('end', () => process.kill(process.pid, 'SIGTERM'));
process.stdin.on('error', () => process.kill(process.pid, 'SIGTERM'));
process.stdin.resume();
process.stdin.unref?.();
