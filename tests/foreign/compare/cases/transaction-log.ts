/** What transactions do to partitions and groups: their records, markers, readers and offsets. */

import { encodeRecordBatch } from '@moldau/protocol';
import { addOffsetsToTxnApi } from '@moldau/protocol/messages/add-offsets-to-txn';
import { describeProducersApi } from '@moldau/protocol/messages/describe-producers';
import { fetchApi } from '@moldau/protocol/messages/fetch';
import { listOffsetsApi } from '@moldau/protocol/messages/list-offsets';
import { offsetFetchApi } from '@moldau/protocol/messages/offset-fetch';
import { type ProduceResponse, produceApi } from '@moldau/protocol/messages/produce';
import { type TxnOffsetCommitRequest, txnOffsetCommitApi } from '@moldau/protocol/messages/txn-offset-commit';
import { type WritableTxnMarker, writeTxnMarkersApi } from '@moldau/protocol/messages/write-txn-markers';
import { batch, fetchBody, fetchPartition, listOffsetsBody, offsetFetchBody, produceBody } from '../bodies.ts';
import { type Case, casesOf } from '../case.ts';
import { coordinated } from '../members.ts';
import type { Session, Topic } from '../session.ts';
import { ended, initialised, opened, producerOf, type TransactionalProducer } from '../transactions.ts';

/** Three records from this sequence on; as old as the markers, so that no segment ends between them. */
function body(producer: TransactionalProducer, topic: Topic, baseSequence = 0) {
  const { transactionalId, producerId, producerEpoch } = producer;
  const timestamp = Date.now();
  const values = ['one', 'two', 'three'].map((value) => ({ timestamp, key: null, value: Buffer.from(value) }));
  const records = encodeRecordBatch({ records: values, producerId, producerEpoch, baseSequence, transactional: true });
  return produceBody(topic, records, { transactionalId });
}

/** As clients of transaction version 1 write. */
async function written(
  session: Session,
  producer: TransactionalProducer,
  topic: Topic,
  baseSequence = 0,
): Promise<ProduceResponse> {
  await opened(session, 4, producer, topic);
  return session.quietly(produceApi, 11, body(producer, topic, baseSequence));
}

const produceCases = casesOf(produceApi, {
  'transaction: into a partition that was added': async (session, version) => {
    const topic = await session.topic('written');
    const producer = await producerOf(session, 'writing');
    await opened(session, version >= 12 ? 5 : 4, producer, topic);
    await session.ask('first', produceApi, version, body(producer, topic));
    await session.ask('second', produceApi, version, body(producer, topic, 3));
    await session.ask('first again', produceApi, version, body(producer, topic));
    await session.ask('a gap', produceApi, version, body(producer, topic, 9));
  },
  'transaction: into a partition that was not added': async (session, version) => {
    const topic = await session.topic('written');
    const producer = await producerOf(session, 'writing');
    await session.ask('written', produceApi, version, body(producer, topic));
  },
  'transaction: beginning in the middle of a sequence': async (session, version) => {
    const topic = await session.topic('written');
    const producer = await producerOf(session, 'writing');
    await opened(session, version >= 12 ? 5 : 4, producer, topic);
    await session.ask('written', produceApi, version, body(producer, topic, 7));
  },
  'transaction: by a producer that another has replaced': async (session, version) => {
    const topic = await session.topic('written');
    const producer = await producerOf(session, 'writing');
    await initialised(session, producer.transactionalId);
    await session.ask('written', produceApi, version, body(producer, topic));
  },
  'transaction: by a producer id that is not the owner': async (session, version) => {
    const topic = await session.topic('written');
    const producer = await producerOf(session, 'writing');
    const stranger = { ...producer, producerId: producer.producerId + 1_000_000 };
    await session.ask('written', produceApi, version, body(stranger, topic));
  },
  'transaction: outside of the open one': async (session, version) => {
    const topic = await session.topic('written');
    const producer = await producerOf(session, 'writing');
    await written(session, producer, topic);
    const { producerId, producerEpoch } = producer;
    const records = batch({ producerId, producerEpoch, baseSequence: 3 });
    await session.ask('outside', produceApi, version, produceBody(topic, records));
  },
});

const fetchCases = casesOf(fetchApi, {
  'transaction: aborted, committed and open': async (session, version) => {
    const topic = await session.topic('read');
    const producer = await producerOf(session, 'writing');
    await written(session, producer, topic);
    await written(session, producer, topic, 3);
    await ended(session, 4, producer, false);
    await written(session, producer, topic, 6);
    await ended(session, 4, producer, true);
    await written(session, producer, topic, 9);
    for (const isolationLevel of [0, 1]) {
      for (const offset of [0, 3, 6, 7, 11, 13]) {
        const asked = fetchBody(topic, [fetchPartition(offset)], { isolationLevel });
        await session.ask(`isolation ${isolationLevel} from ${offset}`, fetchApi, version, asked);
      }
    }
  },
});

const listOffsetsCases = casesOf(listOffsetsApi, {
  'transaction: the end while one is open': [
    { from: 2 },
    async (session, version) => {
      const topic = await session.topic('listed');
      const producer = await producerOf(session, 'writing');
      await written(session, producer, topic);
      await ended(session, 4, producer, true);
      await written(session, producer, topic, 3);
      for (const isolationLevel of [0, 1]) {
        const asked = listOffsetsBody(topic.name, [-1], { isolationLevel });
        await session.ask(`isolation ${isolationLevel}`, listOffsetsApi, version, asked);
      }
    },
  ],
});

const describeCases = casesOf(describeProducersApi, {
  'transaction: open, then ended': async (session, version) => {
    const topic = await session.topic('described');
    const producer = await producerOf(session, 'writing');
    const asked = { topics: [{ name: topic.name, partitionIndexes: [0] }] };
    await session.ask('before', describeProducersApi, version, asked);
    await written(session, producer, topic);
    await session.ask('open', describeProducersApi, version, asked);
    await ended(session, 4, producer, false);
    await session.ask('ended', describeProducersApi, version, asked);
    const unknown = { topics: [{ name: topic.name, partitionIndexes: [7] }] };
    await session.ask('an unknown partition', describeProducersApi, version, unknown);
    const nowhere = { topics: [{ name: session.name('nowhere'), partitionIndexes: [0] }] };
    await session.ask('an unknown topic', describeProducersApi, version, nowhere);
  },
});

function marker({ producerId, producerEpoch }: TransactionalProducer, name: string, rest: Partial<WritableTxnMarker>) {
  const topics = [{ name, partitionIndexes: [0] }];
  const plain = { transactionResult: false, coordinatorEpoch: 10, transactionVersion: 0 };
  return { markers: [{ producerId, producerEpoch, topics, ...plain, ...rest }] };
}

const markerCases = casesOf(writeTxnMarkersApi, {
  'transaction: ended behind the back of its coordinator': async (session, version) => {
    const topic = await session.topic('marked');
    const producer = await producerOf(session, 'hanging');
    const mark = (label: string, rest: Partial<WritableTxnMarker> = {}) =>
      session.ask(label, writeTxnMarkersApi, version, marker(producer, topic.name, rest));
    await written(session, producer, topic);
    await mark('a stale epoch', { producerEpoch: -1 });
    await mark('aborted');
    await mark('again');
    await mark('an older coordinator', { coordinatorEpoch: 9 });
    await mark('a newer epoch', { producerEpoch: 5 });
    await mark('the epoch before it', { producerEpoch: 4 });
    await mark('an unknown partition', { topics: [{ name: topic.name, partitionIndexes: [7] }] });
    await mark('an unknown topic', { topics: [{ name: session.name('nowhere'), partitionIndexes: [0] }] });
    await session.ask('read', fetchApi, 12, fetchBody(topic, [fetchPartition(0)], { isolationLevel: 1 }));
  },
  'transaction: with an epoch of its own': [
    { from: 2 },
    async (session, version) => {
      const topic = await session.topic('marked');
      const producer = await producerOf(session, 'hanging');
      const mark = (label: string, producerEpoch: number) => {
        const body = marker(producer, topic.name, { producerEpoch, transactionVersion: 2 });
        return session.ask(label, writeTxnMarkersApi, version, body);
      };
      await written(session, producer, topic);
      await mark('the epoch of the records', producer.producerEpoch);
      await mark('the next one', producer.producerEpoch + 1);
    },
  ],
});

function offsetsBody(
  { transactionalId, producerId, producerEpoch }: TransactionalProducer,
  groupId: string,
  topic: string,
  rest: Partial<TxnOffsetCommitRequest> = {},
  { partitionIndex = 0, metadata = 'note' as string | null } = {},
): TxnOffsetCommitRequest {
  const offset = { partitionIndex, committedOffset: 5n, committedLeaderEpoch: -1, committedMetadata: metadata };
  const nobody = { generationId: -1, memberId: '', groupInstanceId: null };
  const topics = [{ name: topic, partitions: [offset] }];
  return { transactionalId, producerId, producerEpoch, groupId, ...nobody, topics, ...rest };
}

const offsetCases = casesOf(txnOffsetCommitApi, {
  'transaction: offsets, pending and committed': async (session, version) => {
    const topic = await session.topic('consumed');
    const groupId = await coordinated(session, 'reading');
    const producer = await producerOf(session, 'committing');
    if (version < 5) await session.quietly(addOffsetsToTxnApi, 3, { ...producer, groupId });
    await session.ask('committed', txnOffsetCommitApi, version, offsetsBody(producer, groupId, topic.name));
    const fetch = (label: string, requireStable: boolean) => {
      const asked = { ...offsetFetchBody(8, groupId, [topic]), requireStable };
      return session.ask(label, offsetFetchApi, 8, asked);
    };
    await fetch('pending', false);
    await fetch('pending, but stable ones are required', true);
    await ended(session, version >= 5 ? 5 : 4, producer, true);
    await fetch('ended', true);
    if (version >= 5) {
      await session.ask('late', txnOffsetCommitApi, version, offsetsBody(producer, groupId, topic.name));
    }
  },
  'transaction: offsets that cannot be committed': async (session, version) => {
    const topic = await session.topic('consumed');
    const groupId = await coordinated(session, 'reading');
    const producer = await producerOf(session, 'committing');
    if (version < 5) await session.quietly(addOffsetsToTxnApi, 3, { ...producer, groupId });
    const ask = (label: string, asked: TxnOffsetCommitRequest) =>
      session.ask(label, txnOffsetCommitApi, version, asked);
    const { name } = topic;
    await ask('an unknown partition', offsetsBody(producer, groupId, name, {}, { partitionIndex: 7 }));
    await ask('an unknown topic', offsetsBody(producer, groupId, session.name('nowhere')));
    await ask('too much metadata', offsetsBody(producer, groupId, name, {}, { metadata: 'x'.repeat(4097) }));
    const stranger = { ...producer, producerId: producer.producerId + 1_000_000 };
    await ask('another producer id', offsetsBody(stranger, groupId, name));
    const other = { ...producer, transactionalId: `${producer.transactionalId}-not` };
    if (version >= 5)
      await ask('an unknown transactional id', offsetsBody(other, await coordinated(session, 'x'), name));
    if (version < 3) return;
    await ask('an unknown generation', offsetsBody(producer, groupId, name, { generationId: 3, memberId: 'm' }));
    await ask('no group', offsetsBody(producer, '', name));
  },
  'transaction: offsets of a group that was not added': [
    { to: 4 },
    async (session, version) => {
      const topic = await session.topic('consumed');
      const groupId = await coordinated(session, 'reading');
      const producer = await producerOf(session, 'committing');
      await session.ask('committed', txnOffsetCommitApi, version, offsetsBody(producer, groupId, topic.name));
    },
  ],
});

export const transactionLogCases: readonly Case[] = [
  ...produceCases,
  ...fetchCases,
  ...listOffsetsCases,
  ...describeCases,
  ...markerCases,
  ...offsetCases,
];
