/** A program with a broker inside: produces one record, closes the broker, and has nothing else to do. */
import { firstProduce } from '../support/first-produce.ts';
import { startTestBroker } from '../support/test-broker.ts';

await using broker = await startTestBroker();
await firstProduce(broker.endpoint);
