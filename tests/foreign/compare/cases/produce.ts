/** Produce without idempotence. */

import { encodeRecordBatch, RecordBatch, withRecordBytes } from '@moldau/protocol';
import { fetchApi } from '@moldau/protocol/messages/fetch';
import { produceApi } from '@moldau/protocol/messages/produce';
import { batch, fetchBody, fetchPartition, produceBody, strangeId, time } from '../bodies.ts';
import { type Case, casesOf, type Play } from '../case.ts';
import type { Session, Topic } from '../session.ts';

interface Situation {
  readonly configs?: Readonly<Record<string, string>>;
  readonly acks?: number;
  readonly transactionalId?: string;
}

/** Sends one batch to a new topic and shows what the topic holds then. */
function sent(records: () => Buffer, { configs = {}, acks = -1, transactionalId }: Situation = {}): Play {
  return async (session, version) => {
    const topic = await session.topic('target', 1, configs);
    const body = produceBody(topic, records(), { acks, transactionalId: transactionalId ?? null });
    await session.ask('produced', produceApi, version, body);
    await noteRecords(session, topic);
  };
}

async function noteRecords(session: Session, topic: Topic): Promise<void> {
  const { responses } = await session.quietly(fetchApi, 12, fetchBody(topic, [fetchPartition(0)]));
  const [partition] = responses[0]?.partitions ?? [];
  session.note('afterwards', { highWatermark: partition?.highWatermark, records: partition?.records });
}

/** A batch with some bytes changed afterwards. */
function spoilt(change: (bytes: Buffer) => void): () => Buffer {
  return () => {
    const bytes = batch();
    change(bytes);
    return bytes;
  };
}

function keyless(): Buffer {
  const record = (key: Buffer | null) => ({ timestamp: time, key, value: Buffer.from('v') });
  return encodeRecordBatch({ records: [record(Buffer.from('k')), record(null), record(null)] });
}

function stamped(...timestamps: number[]): Buffer {
  const records = timestamps.map((timestamp) => ({ timestamp, key: Buffer.from('k'), value: Buffer.from('v') }));
  return encodeRecordBatch({ records });
}

const farFuture = 4_000_000_000_000;

export const produceCases: readonly Case[] = casesOf(produceApi, {
  'three records': sent(() => batch()),
  'three records, acknowledged by the leader': sent(() => batch(), { acks: 1 }),
  'null values': sent(() => batch({}, [null, 'x', null])),
  gzip: sent(() => batch({ codec: 'gzip' })),
  snappy: sent(() => batch({ codec: 'snappy' })),
  lz4: sent(() => batch({ codec: 'lz4' })),
  zstd: sent(() => batch({ codec: 'zstd' })),
  'acks of two': sent(() => batch(), { acks: 2 }),
  'acks of minus two': sent(() => batch(), { acks: -2 }),
  'an empty record set': sent(() => Buffer.alloc(0)),
  'half a batch': sent(() => batch().subarray(0, 40)),
  'a batch cut short': sent(() => batch().subarray(0, 80)),
  'bytes after the batch': sent(() => Buffer.concat([batch(), Buffer.alloc(5)])),
  'two batches': sent(() => Buffer.concat([batch(), batch()])),
  'a wrong checksum': sent(spoilt((bytes) => bytes.writeUInt32BE(1, 17))),
  'a flipped bit in a record': sent(spoilt((bytes) => bytes.writeUInt8(bytes.readUInt8(70) ^ 1, 70))),
  'magic 1': sent(spoilt((bytes) => bytes.writeInt8(1, 16))),
  'magic 0': sent(spoilt((bytes) => bytes.writeInt8(0, 16))),
  'magic 3': sent(spoilt((bytes) => bytes.writeInt8(3, 16))),
  'a base offset of seven': sent(() => batch({ baseOffset: 7 })),
  'a leader epoch of its own': sent(() => batch({ partitionLeaderEpoch: 9 })),
  'a last offset delta too large': sent(() => batch({ lastOffsetDelta: 9 })),
  'a last offset delta too small': sent(() => batch({ lastOffsetDelta: 1 })),
  'a batch without records': sent(() => encodeRecordBatch({ records: [], lastOffsetDelta: 0 })),
  'a control batch': sent(() => batch({ control: true })),
  'a transactional batch without a transaction': sent(() =>
    batch({ transactional: true, producerId: 1, producerEpoch: 0, baseSequence: 0 }),
  ),
  'a producer id without a sequence': sent(() => batch({ producerId: 1, producerEpoch: 0, baseSequence: -1 })),
  'an unknown codec': sent(() => {
    const bytes = batch();
    bytes.writeInt16BE(5, 21);
    return bytes;
  }),
  'garbage that claims to be gzip': sent(() => garbage(1)),
  'garbage that claims to be lz4': sent(() => garbage(3)),
  'a batch above max.message.bytes': sent(() => batch({}, ['x'.repeat(3000)]), {
    configs: { 'max.message.bytes': '2000' },
  }),
  'a compressed batch below max.message.bytes': sent(() => batch({ codec: 'gzip' }, ['x'.repeat(3000)]), {
    configs: { 'max.message.bytes': '2000' },
  }),
  'records without keys on a compacted topic': sent(keyless, { configs: { 'cleanup.policy': 'compact' } }),
  'records without keys on a topic compacted and deleted': sent(keyless, {
    configs: { 'cleanup.policy': 'compact,delete' },
  }),
  'compressed records on a compacted topic': sent(() => batch({ codec: 'zstd' }), {
    configs: { 'cleanup.policy': 'compact' },
  }),
  'a timestamp far ahead': sent(() => stamped(time, farFuture)),
  'a timestamp far ahead that may be': sent(() => stamped(time, farFuture), {
    configs: { 'message.timestamp.after.max.ms': '9000000000000' },
  }),
  'a timestamp far behind': sent(() => stamped(time), { configs: { 'message.timestamp.before.max.ms': '1000' } }),
  'a timestamp of minus one': sent(() => stamped(-1)),
  'descending timestamps': sent(() => stamped(time + 20, time + 10, time)),
  'a wrong greatest timestamp': sent(() => batch({ maxTimestamp: time + 999 })),
  'log append time': sent(() => batch(), { configs: { 'message.timestamp.type': 'LogAppendTime' } }),
  'log append time, compressed': sent(() => batch({ codec: 'lz4' }), {
    configs: { 'message.timestamp.type': 'LogAppendTime' },
  }),
  'recompressed by the topic': sent(() => batch(), { configs: { 'compression.type': 'gzip' } }),
  'decompressed by the topic': sent(() => batch({ codec: 'gzip' }), {
    configs: { 'compression.type': 'uncompressed' },
  }),
  'too few in-sync replicas': sent(() => batch(), { configs: { 'min.insync.replicas': '2' } }),
  'too few in-sync replicas, acknowledged by the leader': sent(() => batch(), {
    configs: { 'min.insync.replicas': '2' },
    acks: 1,
  }),
  'an unknown topic': async (session, version) => {
    const topic = { name: session.name('unknown'), id: strangeId };
    await session.ask('produced', produceApi, version, produceBody(topic, batch()));
  },
  'an unknown partition': async (session, version) => {
    const topic = await session.topic('narrow');
    await session.ask('produced', produceApi, version, produceBody(topic, batch(), {}, 3));
  },
  'a negative partition': async (session, version) => {
    const topic = await session.topic('negative');
    await session.ask('produced', produceApi, version, produceBody(topic, batch(), {}, -1));
  },
  'a good and an unknown partition': async (session, version) => {
    const topic = await session.topic('mixed');
    const partitionData = [0, 1].map((index) => ({ index, records: batch() }));
    const topicData = [{ name: topic.name, topicId: topic.id, partitionData }];
    await session.ask('produced', produceApi, version, { transactionalId: null, acks: -1, timeoutMs: 5000, topicData });
  },
  'no topics': async (session, version) => {
    await session.ask('produced', produceApi, version, {
      transactionalId: null,
      acks: -1,
      timeoutMs: 5000,
      topicData: [],
    });
  },
  'the offsets of a second batch': async (session, version) => {
    const topic = await session.topic('second');
    await session.ask('first', produceApi, version, produceBody(topic, batch()));
    await session.ask('second', produceApi, version, produceBody(topic, batch()));
  },
});

/** A batch with a right checksum around bytes that are not in its codec. */
function garbage(codec: number): Buffer {
  const bytes = Buffer.from('this is not compressed at all, whatever the attributes say');
  return withRecordBytes(new RecordBatch(batch()), codec, bytes);
}
