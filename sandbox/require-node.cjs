// Loaded before start.ts, in a form that every Node can read: an old one would only say that it does not know ".ts".

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  process.stderr.write(
    `This needs Node 22.18 or newer, and this is ${process.versions.node}.\n` +
      'npm scripts bring their own Node 24: run "npm ci" (not with --omit=dev), then "npm start".\n',
  );
  process.exit(1);
}
