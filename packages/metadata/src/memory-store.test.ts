import { MemoryStore } from './memory-store.ts';
import { ManualClock } from './testing/manual-clock.ts';
import { metadataStoreSuite } from './testing/metadata-store-suite.ts';

metadataStoreSuite('memory store', async () => {
  const clock = new ManualClock();
  return { store: new MemoryStore(clock), clock };
});
