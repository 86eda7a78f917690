#!/usr/bin/env node
/**
 * The door of the command, in JavaScript that old versions of Node still read. In the repository it leads to the
 * sources, in the published package to what was built from them. With the compile cache on before either is loaded, Node
 * finds every module compiled from the second start on, and never loads its type stripper. The cache is written soon
 * after the start, because a broker in a container or a test may never end by itself.
 */
const cacheWrittenAfterMs = 2000;

const [major, minor] = process.versions.node.split('.').map(Number);

if (major < 22 || (major === 22 && minor < 18)) {
  process.stderr.write(`moldau: needs Node.js 22.18 or newer, and this is ${process.version}\n`);
  process.exitCode = 1;
} else {
  const { enableCompileCache, flushCompileCache } = process.getBuiltinModule('node:module');
  enableCompileCache();
  setTimeout(flushCompileCache, cacheWrittenAfterMs).unref();
  const source = new URL('../src/main.ts', import.meta.url);
  const isRepository = process.getBuiltinModule('node:fs').existsSync(source);
  await (isRepository ? import('../src/main.ts') : import('../dist/main.js'));
}
