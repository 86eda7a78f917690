/**
 * `npm run build`: `packages/cli/dist/`, which is `moldau` once it is published. Our sources and the plain JavaScript
 * that they use become one file with all that a start reads, and one for each thing that the sources import lazily.
 * Names and lines stay as they are, so that a stack trace can be read.
 *
 * What the manifest of `packages/cli` calls a dependency is installed beside it (it carries native code); all else is
 * bundled, with its licence in `THIRD-PARTY.txt`.
 */
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { nodeModules } from './node-modules.ts';
import { packageName, thirdPartyLicences } from './third-party-licences.ts';

const root = join(import.meta.dirname, '../..');
const cli = join(root, 'packages/cli');

interface Manifest {
  readonly dependencies: Record<string, string>;
}

const manifest: Manifest = JSON.parse(readFileSync(join(cli, 'package.json'), 'utf8'));

const bundle = await rolldown({
  cwd: root,
  input: join(cli, 'src/main.ts'),
  platform: 'node',
  external: Object.keys(manifest.dependencies),
  plugins: [nodeModules],
});
// A thread of its own starts faster from a file of its own.
const worker = await rolldown({
  cwd: root,
  input: { 'compaction-worker': join(root, 'packages/storage/src/compaction/compaction-worker.ts') },
  platform: 'node',
  external: Object.keys(manifest.dependencies),
  plugins: [nodeModules],
});
const { output } = await bundle.write({
  dir: join(cli, 'dist'),
  cleanDir: true,
  chunkFileNames: ({ name, facadeModuleId }) => `${packageName(facadeModuleId) ?? name}.js`,
  comments: { legal: true, annotation: false, jsdoc: false },
});
await bundle.close();
const { output: workerOutput } = await worker.write({
  dir: join(cli, 'dist'),
  comments: { legal: true, annotation: false, jsdoc: false },
});
await worker.close();

const files = [...output, ...workerOutput];
const bundled = files.flatMap((file) => (file.type === 'chunk' ? file.moduleIds : []));
writeFileSync(join(cli, 'dist/THIRD-PARTY.txt'), thirdPartyLicences(bundled));
copyFileSync(join(root, 'LICENSE'), join(cli, 'LICENSE'));

for (const file of files) {
  if (file.type === 'chunk') console.log(`${file.fileName.padEnd(24)} ${Math.round(file.code.length / 1000)} KB`);
}
