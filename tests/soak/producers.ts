/**
 * The producers of the soak. Each sends numbered values as fast as it is answered, spread over the partitions of its
 * topic, and notes where the broker said that they are. A send that fails is neither lost nor stored for certain; an
 * idempotent client is replaced after one, since its sequence no longer tells what the broker has.
 */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Producer as PlatformaticProducer } from '@platformatic/kafka';
import kafkajs from 'kafkajs';
import type { Acknowledged } from './history.ts';

export const partitionCount = 3;

export interface SoakProducer {
  readonly name: string;
  readonly idempotent: boolean;
  /** Values sent so far, answered or not. */
  readonly sent: () => number;
  /** Sends until told to stop; resolves when nothing is outstanding. */
  readonly run: (signal: AbortSignal, onAcknowledged: (record: Acknowledged) => void) => Promise<void>;
}

/** One client instance: sends values to one partition and answers with the first one's offset. */
interface Sender {
  send(partition: number, values: readonly string[]): Promise<number>;
  close(): Promise<void>;
}

type OpenSender = (topic: string, address: string, idempotent: boolean) => Promise<Sender>;

export function kafkajsProducer(address: string, idempotent: boolean): SoakProducer {
  return looping(`kafkajs${idempotent ? '-idempotent' : ''}`, address, idempotent, openKafkajs);
}

export function platformaticProducer(address: string, idempotent: boolean): SoakProducer {
  return looping(`platformatic${idempotent ? '-idempotent' : ''}`, address, idempotent, openPlatformatic);
}

function looping(name: string, address: string, idempotent: boolean, open: OpenSender): SoakProducer {
  let next = 0;
  const run: SoakProducer['run'] = async (signal, onAcknowledged) => {
    let sender: Sender | undefined;
    for (let turn = 0; !signal.aborted; turn++) {
      const partition = turn % partitionCount;
      const values = Array.from({ length: 1 + (turn % 13) }, () => `${name}-${next++}`);
      try {
        sender ??= await open(name, address, idempotent);
        const offset = await sender.send(partition, values);
        for (const [index, value] of values.entries()) {
          onAcknowledged({ producer: name, topic: name, partition, offset: offset + index, value });
        }
      } catch {
        await sender?.close().catch(() => {});
        sender = undefined;
        await delay(50);
      }
    }
    await sender?.close().catch(() => {});
  };
  return { name, idempotent, sent: () => next, run };
}

const openKafkajs: OpenSender = async (topic, address, idempotent) => {
  const retry = { retries: 20, initialRetryTime: 50, maxRetryTime: 500 };
  const kafka = new kafkajs.Kafka({ brokers: [address], clientId: topic, logLevel: kafkajs.logLevel.NOTHING, retry });
  const producer = kafka.producer({ idempotent, maxInFlightRequests: idempotent ? 1 : 5, retry });
  await producer.connect();
  return {
    async send(partition, values) {
      const messages = values.map((value) => ({ partition, value }));
      const [answer] = await producer.send({ topic, messages, acks: -1 });
      return offsetOf(answer?.baseOffset);
    },
    close: () => producer.disconnect(),
  };
};

const openPlatformatic: OpenSender = async (topic, address, idempotent) => {
  const common = { clientId: topic, bootstrapBrokers: [address], retries: 60, retryDelay: 100, timeout: 10_000 };
  const producer = new PlatformaticProducer({ ...common, idempotent, acks: -1 });
  return {
    async send(partition, values) {
      const messages = values.map((value) => ({ topic, partition, value: Buffer.from(value) }));
      const { offsets } = await producer.send({ messages });
      return offsetOf(offsets?.[0]?.offset);
    },
    close: () => producer.close(),
  };
};

function offsetOf(offset: bigint | string | undefined): number {
  if (offset === undefined || Number(offset) < 0) throw new Error(`acknowledged without an offset: ${offset}`);
  return Number(offset);
}

const python = '/usr/bin/python3';
const program = fileURLToPath(new URL('librdkafka-producer.py', import.meta.url));

/** librdkafka in a process of its own; it ends when its standard input does. */
export function librdkafkaProducer(address: string, idempotent: boolean): SoakProducer {
  const name = `librdkafka${idempotent ? '-idempotent' : ''}`;
  let next = 0;
  const run: SoakProducer['run'] = async (signal, onAcknowledged) => {
    const words = [program, address, name, String(partitionCount), String(idempotent)];
    const child = spawn(python, words, { stdio: ['pipe', 'pipe', 'inherit'] });
    signal.addEventListener('abort', () => child.stdin.end());
    createInterface({ input: child.stdout }).on('line', (line) => {
      const report: { sent: number } | { partition: number; offset: number; value: string } = JSON.parse(line);
      if ('sent' in report) next = report.sent;
      else onAcknowledged({ producer: name, topic: name, ...report });
    });
    await once(child, 'close');
    if (child.exitCode !== 0) throw new Error(`${name} ended with ${child.exitCode}`);
  };
  return { name, idempotent, sent: () => next, run };
}
