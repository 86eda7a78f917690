#!/usr/bin/env node
/** The `moldau` command. The compile cache comes first: all that is imported after it starts faster from then on. */
import { enableCompileCache } from 'node:module';

enableCompileCache();

const [{ moldau }, { realDisk, realProgram, realRuntime }, { startBroker }] = await Promise.all([
  import('./moldau.ts'),
  import('@moldau/runtime'),
  import('@moldau/broker'),
]);

await moldau({ program: realProgram(), disk: realDisk, makeRuntime: realRuntime, startBroker });
