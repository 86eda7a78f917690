/** A transactional id has one owner at a time: the last that was initialised. */
import type { Violation } from '../checker.ts';
import type { Initialised, Transaction, TransactionalEvent } from '../history.ts';
import { transactionsOf } from './facts.ts';

export function checkOwners(history: readonly TransactionalEvent[]): Violation[] {
  const initialised = history.filter((event) => event.kind === 'initialised');
  return [
    ...sharedIdentities(initialised),
    ...transactionsOf(history).flatMap((transaction) => committedByZombie(transaction, initialised)),
  ];
}

function sharedIdentities(initialised: readonly Initialised[]): Violation[] {
  const identities = Map.groupBy(initialised, ({ producerId, producerEpoch }) => `${producerId}/${producerEpoch}`);
  return [...identities]
    .filter(([, owners]) => owners.length > 1)
    .map(([identity, owners]) => ({
      rule: 'shared identity',
      what: `${owners.map(({ producer }) => producer).join(' and ')} are ${identity}`,
    }));
}

/** It asked after another producer of its id had been told that it is the owner, and that one came after itself. */
function committedByZombie(transaction: Transaction, initialised: readonly Initialised[]): Violation[] {
  const { transactionalId, producer, commitAskedAt, fate, name } = transaction;
  if (fate !== 'committed' || commitAskedAt === undefined) return [];
  const owners = initialised.filter((event) => event.transactionalId === transactionalId && event.at < commitAskedAt);
  const own = owners.findLast((event) => event.producer === producer);
  const owner = owners.at(-1);
  if (own === undefined || owner === undefined || owner.producer === producer) return [];
  const what = `${producer} committed ${name} although ${owner.producer} was the owner of ${transactionalId}`;
  return [{ rule: 'zombie committed', what }];
}
