/** What a measure is given: the broker, topics that go away again, a directory for its files. */
import type { BenchBroker, StartOptions } from '../brokers/bench-broker.ts';
import { startTarget } from '../brokers/start.ts';
import type { MeasureContext } from '../measures/measure.ts';

export interface ContextOptions {
  readonly start: StartOptions;
  readonly scratchDirectory: string;
  readonly seconds: number;
  readonly quick: boolean;
}

let topics = 0;

export function contextFor(broker: BenchBroker, name: string, options: ContextOptions): MeasureContext {
  return {
    broker,
    seconds: options.seconds,
    quick: options.quick,
    scratchDirectory: options.scratchDirectory,
    withTopic: async (shape, use) => {
      const topic = `${name}-${topics++}`;
      await broker.createTopic(topic, shape);
      await using cleanup = new AsyncDisposableStack();
      cleanup.defer(() => broker.deleteTopic(topic));
      return await use(topic);
    },
    startAnother: (onSpawn) => startTarget(broker.name, { ...options.start, onSpawn }),
    progress: (line) => void process.stderr.write(`    ${line}\n`),
  };
}
