/** The `moldau` command in the real world. `bin/moldau.js` is what starts it. */
import { enableCompileCache } from 'node:module';

enableCompileCache();

const [{ moldau }, { realDisk, realProgram, realRuntime }, { startBroker }] = await Promise.all([
  import('./moldau.ts'),
  import('@moldau/runtime'),
  import('@moldau/broker'),
]);

await moldau({ program: realProgram(), disk: realDisk, makeRuntime: realRuntime, startBroker });
