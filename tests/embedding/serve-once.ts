/** A program with a broker inside: produces one record, closes the broker, and has nothing else to do. */
import { firstProduce } from '../support/first-produce.ts';
import { startTestBroker } from '../support/test-broker.ts';

await using broker = await startTestBroker({ 'metrics.listener': '127.0.0.1:0' });
await firstProduce(broker.endpoint);
