import { logSuite } from '../testing/log-suite.ts';
import { memoryWorld, realWorld, simulatedWorld } from '../testing/storage-world.ts';

logSuite('in memory', memoryWorld);
logSuite('on a simulated disk', () => simulatedWorld());
logSuite('on a real disk', realWorld);
