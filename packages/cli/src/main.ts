/** The `moldau` command in the real world. `bin/moldau.js` is what starts it. */
import { startBroker } from '@moldau/broker';
import { realDisk, realProgram, realRuntime } from '@moldau/runtime';
import { moldau } from './moldau.ts';

await moldau({ program: realProgram(), disk: realDisk, makeRuntime: realRuntime, startBroker });
