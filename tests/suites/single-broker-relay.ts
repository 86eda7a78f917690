/**
 * Stands before a single broker for tests that reckon with three: a topic that is wanted with three replicas is asked
 * for with one. Everything else passes byte for byte, both ways.
 */

import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { decodeRequestHeader, encodeRequestHeader, Reader, Writer } from '@moldau/protocol';
import { createTopicsApi } from '@moldau/protocol/messages/create-topics';

/** Relays from one loopback port to another until it is disposed of. */
export async function startSingleBrokerRelay(port: number, brokerPort: number): Promise<AsyncDisposable> {
  const clients = new Set<Socket>();
  const server = createServer((client) => {
    clients.add(client);
    client.once('close', () => clients.delete(client));
    relay(client, connect(brokerPort, '127.0.0.1'));
  }).listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    async [Symbol.asyncDispose]() {
      server.close();
      for (const client of clients) client.destroy();
      if (server.listening) await once(server, 'close');
    },
  };
}

function relay(client: Socket, broker: Socket): void {
  client.setNoDelay();
  broker.setNoDelay();
  broker.pipe(client);
  let received: Buffer = Buffer.alloc(0);
  client.on('data', (chunk: Buffer) => {
    received = Buffer.concat([received, chunk]);
    for (;;) {
      const end = received.length < 4 ? Number.POSITIVE_INFINITY : 4 + received.readInt32BE(0);
      if (received.length < end) return;
      broker.write(withOneReplica(received.subarray(0, end)));
      received = received.subarray(end);
    }
  });
  client.on('error', () => broker.destroy()).on('close', () => broker.destroy());
  broker.on('error', () => client.destroy()).on('close', () => client.destroy());
}

/** @param frame a whole request with its size before it */
function withOneReplica(frame: Buffer): Buffer {
  if (frame.readInt16BE(4) !== createTopicsApi.key) return frame;
  const reader = new Reader(frame.subarray(4));
  const header = decodeRequestHeader(reader);
  const version = header.requestApiVersion;
  const request = createTopicsApi.decodeRequest(reader, version);
  const topics = request.topics.map((topic) => ({
    ...topic,
    replicationFactor: topic.replicationFactor > 1 ? 1 : topic.replicationFactor,
  }));
  const writer = new Writer();
  const sizeAt = writer.reserveInt32();
  encodeRequestHeader(writer, header);
  createTopicsApi.encodeRequest(writer, { ...request, topics }, version);
  writer.patchInt32(sizeAt, writer.size - 4);
  return writer.toBuffer();
}
