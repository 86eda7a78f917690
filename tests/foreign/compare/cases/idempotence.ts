/** InitProducerId and Produce with producer ids and sequences. */

import { initProducerIdApi } from '@moldau/protocol/messages/init-producer-id';
import { produceApi } from '@moldau/protocol/messages/produce';
import { eventually } from '../../support/eventually.ts';
import { batch, produceBody } from '../bodies.ts';
import { type Case, casesOf, type Play } from '../case.ts';
import type { Session } from '../session.ts';

const nobody = {
  transactionalId: null,
  transactionTimeoutMs: 60_000,
  producerId: -1,
  producerEpoch: -1,
  enable2Pc: false,
  keepPreparedTxn: false,
};

/** Kafka has no producer ids to give in its first moments. */
async function newProducer(session: Session): Promise<number> {
  const ask = () => session.quietly(initProducerIdApi, 4, nobody);
  return (await eventually('a producer id', ask, ({ errorCode }) => errorCode === 0)).producerId;
}

/** Batches of three records by their first sequence and epoch, sent one after another by one producer. */
function sequence(...batches: readonly (readonly [baseSequence: number, producerEpoch: number])[]): Play {
  return async (session, version) => {
    const topic = await session.topic('sequenced');
    const producerId = await newProducer(session);
    for (const [index, [baseSequence, producerEpoch]] of batches.entries()) {
      const records = batch({ producerId, producerEpoch, baseSequence });
      await session.ask(
        `${index}: sequence ${baseSequence} epoch ${producerEpoch}`,
        produceApi,
        version,
        produceBody(topic, records),
      );
    }
  };
}

const upTo = (count: number) => Array.from({ length: count }, (_, index) => [index * 3, 0] as const);

export const idempotenceCases: readonly Case[] = [
  ...casesOf(initProducerIdApi, {
    'a new producer id, and another': async (session, version) => {
      await newProducer(session);
      await session.ask('first', initProducerIdApi, version, nobody);
      await session.ask('second', initProducerIdApi, version, nobody);
    },
    'a transactional id that is empty': async (session, version) => {
      await newProducer(session);
      await session.ask('initialised', initProducerIdApi, version, { ...nobody, transactionalId: '' });
    },
    'a producer id and epoch without a transactional id': [
      { from: 3 },
      async (session, version) => {
        await newProducer(session);
        await session.ask('initialised', initProducerIdApi, version, { ...nobody, producerId: 4711, producerEpoch: 3 });
      },
    ],
    'an epoch without a producer id': [
      { from: 3 },
      async (session, version) => {
        await newProducer(session);
        await session.ask('initialised', initProducerIdApi, version, { ...nobody, producerEpoch: 3 });
      },
    ],
    'a timeout of zero without a transactional id': async (session, version) => {
      await newProducer(session);
      await session.ask('initialised', initProducerIdApi, version, { ...nobody, transactionTimeoutMs: 0 });
    },
  }),
  ...casesOf(produceApi, {
    'sequences one after another': sequence(...upTo(3)),
    'a first sequence other than zero': sequence([9, 0], [12, 0]),
    'a gap': sequence([0, 0], [6, 0], [3, 0]),
    'the last batch again': sequence([0, 0], [3, 0], [3, 0], [6, 0]),
    'the fifth batch from the end again': sequence(...upTo(5), [0, 0]),
    'the sixth batch from the end again': sequence(...upTo(6), [0, 0]),
    'a higher epoch from zero': sequence([0, 0], [0, 1], [3, 1]),
    'a higher epoch from elsewhere': sequence([0, 0], [3, 1]),
    'a lower epoch': sequence([0, 1], [3, 0]),
    'a duplicate of a lower epoch': sequence([0, 0], [0, 1], [0, 0]),
    'the wrap of the sequence': sequence([2147483645, 0], [0, 0]),
    'a wrap within a batch': sequence([2147483646, 0], [1, 0]),
    'a sequence below what came before': sequence([0, 0], [1, 0]),
    'a negative epoch': sequence([0, -1]),
    'a negative sequence': sequence([-1, 0]),
  }),
];
