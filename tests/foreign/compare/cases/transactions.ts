/** The transaction coordinator: InitProducerId with an id, AddPartitionsToTxn, AddOffsetsToTxn, EndTxn, descriptions. */

import { addOffsetsToTxnApi } from '@moldau/protocol/messages/add-offsets-to-txn';
import { addPartitionsToTxnApi } from '@moldau/protocol/messages/add-partitions-to-txn';
import { describeTransactionsApi } from '@moldau/protocol/messages/describe-transactions';
import { endTxnApi } from '@moldau/protocol/messages/end-txn';
import { initProducerIdApi } from '@moldau/protocol/messages/init-producer-id';
import { listTransactionsApi } from '@moldau/protocol/messages/list-transactions';
import { type Case, casesOf, type Play } from '../case.ts';
import { coordinated } from '../members.ts';
import {
  addBody,
  completed,
  endBody,
  ended,
  initBody,
  initialised,
  opened,
  producerOf,
  type TransactionalProducer,
} from '../transactions.ts';

/** Somebody who is not, or not any more, the owner of the id. */
type Stranger = (producer: TransactionalProducer) => TransactionalProducer;

const strangers: Readonly<Record<string, Stranger>> = {
  'a stale epoch': (producer) => ({ ...producer, producerEpoch: producer.producerEpoch - 1 }),
  'an epoch to come': (producer) => ({ ...producer, producerEpoch: producer.producerEpoch + 1 }),
  'another producer id': (producer) => ({ ...producer, producerId: producer.producerId + 1_000_000 }),
  'an unknown transactional id': (producer) => ({ ...producer, transactionalId: `${producer.transactionalId}-not` }),
  'an empty transactional id': (producer) => ({ ...producer, transactionalId: '' }),
};

function forStrangers(what: string, play: (stranger: Stranger) => Play): Record<string, Play> {
  return Object.fromEntries(
    Object.entries(strangers).map(([name, stranger]) => [`transaction: ${what} by ${name}`, play(stranger)]),
  );
}

const initCases = casesOf(initProducerIdApi, {
  'transaction: an id taken over twice': async (session, version) => {
    const { transactionalId } = await producerOf(session, 'taken');
    for (const label of ['first', 'second']) {
      await session.ask(label, initProducerIdApi, version, initBody({ transactionalId }));
    }
  },
  'transaction: timeouts out of bounds': async (session, version) => {
    const { transactionalId } = await producerOf(session, 'timed');
    for (const transactionTimeoutMs of [900_000, 900_001, 0, -1]) {
      const body = initBody({ transactionalId, transactionTimeoutMs });
      await session.ask(`${transactionTimeoutMs}`, initProducerIdApi, version, body);
    }
  },
  'transaction: an open one is aborted first': async (session, version) => {
    const topic = await session.topic('written');
    for (const endVersion of [4, 5]) {
      const producer = await producerOf(session, `open-${endVersion}`);
      await opened(session, endVersion, producer, topic);
      const body = initBody({ transactionalId: producer.transactionalId });
      await session.ask(`${endVersion}: at once`, initProducerIdApi, version, body);
      await completed(session, producer);
      await session.ask(`${endVersion}: afterwards`, initProducerIdApi, version, body);
    }
  },
  'transaction: a producer that names itself': [
    { from: 3 },
    async (session, version) => {
      const { transactionalId, producerId } = await producerOf(session, 'named');
      for (const [index, producerEpoch] of [0, 0, 1, 0, 9].entries()) {
        const body = initBody({ transactionalId, producerId, producerEpoch });
        await session.ask(`${index}: epoch ${producerEpoch}`, initProducerIdApi, version, body);
      }
      const stranger = initBody({ transactionalId, producerId: producerId + 1_000_000, producerEpoch: 2 });
      await session.ask('another producer id', initProducerIdApi, version, stranger);
    },
  ],
  'transaction: a producer that names itself while its own is open': [
    { from: 3 },
    async (session, version) => {
      const topic = await session.topic('written');
      for (const endVersion of [4, 5]) {
        const producer = await producerOf(session, `own-${endVersion}`);
        await opened(session, endVersion, producer, topic);
        await session.ask(`${endVersion}: at once`, initProducerIdApi, version, initBody(producer));
        await completed(session, producer);
        await session.ask(`${endVersion}: afterwards`, initProducerIdApi, version, initBody(producer));
      }
    },
  ],
});

const addCases = casesOf(addPartitionsToTxnApi, {
  'transaction: partitions, and again': async (session, version) => {
    const topic = await session.topic('written', 2);
    const producer = await producerOf(session, 'adding');
    await session.ask('first', addPartitionsToTxnApi, version, addBody(version, producer, topic, [0, 1]));
    await session.ask('again', addPartitionsToTxnApi, version, addBody(version, producer, topic, [1]));
  },
  'transaction: an unknown partition beside a known one': async (session, version) => {
    const topic = await session.topic('written');
    const producer = await producerOf(session, 'adding');
    await session.ask('added', addPartitionsToTxnApi, version, addBody(version, producer, topic, [0, 7]));
    await session.ask('commit', endTxnApi, 4, endBody(producer, true));
  },
  'transaction: an unknown topic': async (session, version) => {
    const producer = await producerOf(session, 'adding');
    const topic = { name: session.name('nowhere') };
    await session.ask('added', addPartitionsToTxnApi, version, addBody(version, producer, topic));
  },
  'transaction: only verifying': [
    { from: 4 },
    async (session, version) => {
      const topic = await session.topic('written', 2);
      const producer = await producerOf(session, 'verifying');
      const verify = (label: string, asking = producer) =>
        session.ask(label, addPartitionsToTxnApi, version, addBody(version, asking, topic, [0, 1], true));
      await verify('nothing open');
      await opened(session, 4, producer, topic);
      await verify('one of two added');
      for (const [name, stranger] of Object.entries(strangers)) await verify(name, stranger(producer));
      await ended(session, 4, producer, true);
      await verify('committed');
    },
  ],
  ...forStrangers('partitions', (stranger) => async (session, version) => {
    const topic = await session.topic('written');
    const producer = stranger(await producerOf(session, 'adding'));
    await session.ask('added', addPartitionsToTxnApi, version, addBody(version, producer, topic));
  }),
});

const offsetsCases = casesOf(addOffsetsToTxnApi, {
  'transaction: offsets, and again': async (session, version) => {
    const groupId = await coordinated(session, 'reading');
    const producer = await producerOf(session, 'offsets');
    await session.ask('first', addOffsetsToTxnApi, version, { ...producer, groupId });
    await session.ask('again', addOffsetsToTxnApi, version, { ...producer, groupId });
  },
  ...forStrangers('offsets', (stranger) => async (session, version) => {
    const groupId = await coordinated(session, 'reading');
    const producer = stranger(await producerOf(session, 'offsets'));
    await session.ask('added', addOffsetsToTxnApi, version, { ...producer, groupId });
  }),
});

/** An end, then everything that may be asked after it: the same again, the other way, at the epoch to go on with. */
function endedAndAsked(committed: boolean): Play {
  return async (session, version) => {
    const topic = await session.topic('written');
    const producer = await producerOf(session, 'ending');
    await opened(session, version, producer, topic);
    const answer = await session.ask('ended', endTxnApi, version, endBody(producer, committed));
    await completed(session, producer);
    await session.ask('again', endTxnApi, version, endBody(producer, committed));
    await session.ask('the other way', endTxnApi, version, endBody(producer, !committed));
    if (version < 5) return;
    const next = { ...producer, producerEpoch: answer.producerEpoch };
    await session.ask('next: commit', endTxnApi, version, endBody(next, true));
    await session.ask('next: abort', endTxnApi, version, endBody(next, false));
    await completed(session, producer);
    await session.ask('next: abort again', endTxnApi, version, endBody(next, false));
  };
}

/** As many as take longer to be marked than the next request takes to come. */
const manyPartitions = 100;

const endCases = casesOf(endTxnApi, {
  'transaction: a commit of nothing': async (session, version) => {
    const producer = await producerOf(session, 'ending');
    await session.ask('ended', endTxnApi, version, endBody(producer, true));
  },
  'transaction: an abort of nothing': async (session, version) => {
    const producer = await producerOf(session, 'ending');
    await session.ask('ended', endTxnApi, version, endBody(producer, false));
  },
  'transaction: a commit': endedAndAsked(true),
  'transaction: an abort': endedAndAsked(false),
  'transaction: an end after another took the id over': async (session, version) => {
    const topic = await session.topic('written');
    const zombie = await producerOf(session, 'ending');
    await opened(session, version, zombie, topic);
    const owner = await initialised(session, zombie.transactionalId);
    await session.ask('commit', endTxnApi, version, endBody(zombie, true));
    await session.ask('abort', endTxnApi, version, endBody(zombie, false));
    await opened(session, version, owner, topic);
    await session.ask('commit while another is open', endTxnApi, version, endBody(zombie, true));
  },
  'transaction: ended once more while its markers are written': async (session, version) => {
    const topic = await session.topic('written', manyPartitions);
    const again = version >= 5 ? [0, 1] : [0];
    for (const result of ['commit', 'abort'] as const) {
      for (const other of ['commit', 'abort'] as const) {
        for (const epochsOn of again) {
          const producer = await producerOf(session, `${result}-${other}-${epochsOn}`);
          await opened(session, version, producer, topic, manyPartitions);
          const next = { ...producer, producerEpoch: producer.producerEpoch + epochsOn };
          const ended = session.quietly(endTxnApi, version, endBody(producer, result === 'commit'));
          const label = `${other} after ${result}, ${epochsOn} epochs on`;
          const repeated = session.ask(label, endTxnApi, version, endBody(next, other === 'commit'));
          await Promise.all([ended, repeated]);
        }
      }
    }
  },
  ...forStrangers('a commit', (stranger) => async (session, version) => {
    const topic = await session.topic('written');
    const producer = await producerOf(session, 'ending');
    await opened(session, version, producer, topic);
    await session.ask('ended', endTxnApi, version, endBody(stranger(producer), true));
  }),
});

const describeCases = [
  ...casesOf(describeTransactionsApi, {
    'transaction: from beginning to end': async (session, version) => {
      const topic = await session.topic('written');
      const producer = await producerOf(session, 'described');
      const describe = (label: string) =>
        session.ask(label, describeTransactionsApi, version, { transactionalIds: [producer.transactionalId] });
      await describe('empty');
      await opened(session, 4, producer, topic);
      await describe('ongoing');
      await ended(session, 4, producer, true);
      await describe('committed');
    },
    'transaction: unknown and empty ids': async (session, version) => {
      await producerOf(session, 'described');
      const transactionalIds = [session.name('unknown'), ''];
      await session.ask('described', describeTransactionsApi, version, { transactionalIds });
    },
  }),
  ...casesOf(listTransactionsApi, {
    'transaction: by state, producer and name': async (session, version) => {
      const topic = await session.topic('written');
      const producer = await producerOf(session, 'listed');
      await opened(session, 4, producer, topic);
      const own = { producerIdFilters: [producer.producerId], durationFilter: -1, transactionalIdPattern: null };
      const list = (label: string, rest: object) =>
        session.ask(label, listTransactionsApi, version, { ...own, stateFilters: [], ...rest });
      await list('of the producer', {});
      await list('ongoing', { stateFilters: ['Ongoing', 'Strange'] });
      await list('none', { stateFilters: ['Strange'] });
      await list('empty', { stateFilters: ['Empty', 'Dead', 'PrepareEpochFence', 'ongoing'] });
      if (version >= 1) await list('long', { durationFilter: 3_600_000 });
      if (version < 2) return;
      await list('by name', { transactionalIdPattern: 'listed.*' });
      await list('by part of a name', { transactionalIdPattern: 'listed' });
      await list('by an empty name', { transactionalIdPattern: '' });
      await list('by no pattern', { transactionalIdPattern: '(' });
    },
  }),
];

export const transactionCases: readonly Case[] = [
  ...initCases,
  ...addCases,
  ...offsetsCases,
  ...endCases,
  ...describeCases,
];
