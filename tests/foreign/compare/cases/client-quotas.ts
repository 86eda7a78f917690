/** DescribeClientQuotas and AlterClientQuotas. Whatever a case sets is so generous that it slows nobody, and is removed. */

import { type AlterClientQuotasRequest, alterClientQuotasApi } from '@moldau/protocol/messages/alter-client-quotas';
import { describeClientQuotasApi } from '@moldau/protocol/messages/describe-client-quotas';
import { eventually } from '../../support/eventually.ts';
import { type Case, casesOf, type Play } from '../case.ts';
import type { Session } from '../session.ts';

/** Names get the suffix of the session; null is the default of its type, and text in angle brackets is taken as it is. */
type Entity = readonly (readonly [type: string, name: string | null])[];
/** A null value removes. */
type Op = readonly [key: string, value: number | null];
type Entry = readonly [entity: Entity, ops: readonly Op[]];
type Component = readonly [type: string, matchType: number, match?: string | null];

const [exact, byDefault, any] = [0, 1, 2];
const bytes = 1e12;

function named(session: Session, entity: Entity) {
  return entity.map(([entityType, name]) => ({ entityType, entityName: fullName(session, name) }));
}

function fullName(session: Session, name: string | null): string | null {
  const isTakenAsItIs = name === null || name === '' || /^<|[:.]|^localhost$/.test(name);
  return isTakenAsItIs ? name : session.name(name);
}

function alterBody(session: Session, entries: readonly Entry[], validateOnly = false): AlterClientQuotasRequest {
  return {
    entries: entries.map(([entity, ops]) => ({
      entity: named(session, entity),
      ops: ops.map(([key, value]) => ({ key, value: value ?? 0, remove: value === null })),
    })),
    validateOnly,
  };
}

function describeBody(session: Session, components: readonly Component[], strict: boolean) {
  return {
    components: components.map(([entityType, matchType, match = null]) => ({
      entityType,
      matchType,
      match: fullName(session, match),
    })),
    strict,
  };
}

/** What is stored of the entity once it has settled: the same, several times in a row. */
async function noteQuotas(session: Session, entity: Entity): Promise<void> {
  const components = entity.map(([type, name]): Component => [type, name === null ? byDefault : exact, name]);
  let [before, times] = ['', 0];
  const settled = await eventually(
    'settled quotas',
    async () => {
      const answer = await session.quietly(describeClientQuotasApi, 1, describeBody(session, components, true));
      const text = JSON.stringify(answer);
      times = text === before ? times + 1 : 0;
      before = text;
      return answer.entries;
    },
    () => times === 3,
  );
  session.note('afterwards', settled);
}

async function remove(session: Session, entity: Entity): Promise<void> {
  const keys = ['producer_byte_rate', 'consumer_byte_rate', 'request_percentage', 'controller_mutation_rate'];
  const ofAddress = entity.some(([type]) => type === 'ip') ? ['connection_creation_rate'] : keys;
  await session.quietly(alterClientQuotasApi, 1, alterBody(session, [[entity, ofAddress.map((key) => [key, null])]]));
}

interface Altering {
  readonly before?: readonly Op[];
  readonly validateOnly?: boolean;
}

/** Alters one entity, looks at what that came to, and removes it. */
function altered(entity: Entity, ops: readonly Op[], { before = [], validateOnly = false }: Altering = {}): Play {
  return async (session, version) => {
    if (before.length > 0) await session.quietly(alterClientQuotasApi, 1, alterBody(session, [[entity, before]]));
    await session.ask('altered', alterClientQuotasApi, version, alterBody(session, [[entity, ops]], validateOnly));
    await noteQuotas(session, entity);
    await remove(session, entity);
  };
}

/** What is refused leaves nothing to look at. */
function refused(entries: readonly Entry[], validateOnly = false): Play {
  return async (session, version) => {
    await session.ask('altered', alterClientQuotasApi, version, alterBody(session, entries, validateOnly));
  };
}

const user: Entity = [['user', 'ann']];
const client: Entity = [['client-id', 'app']];
const both: Entity = [...user, ...client];
const known: readonly Entry[] = [
  [user, [['producer_byte_rate', bytes]]],
  [client, [['consumer_byte_rate', bytes]]],
  [
    both,
    [
      ['producer_byte_rate', bytes + 1],
      ['request_percentage', 1e6],
    ],
  ],
  [
    [
      ['user', 'ann'],
      ['client-id', null],
    ],
    [['producer_byte_rate', bytes + 2]],
  ],
  [
    [
      ['user', null],
      ['client-id', 'app'],
    ],
    [['producer_byte_rate', bytes + 3]],
  ],
  [[['user', null]], [['controller_mutation_rate', 1e6]]],
  [[['client-id', null]], [['producer_byte_rate', bytes + 4]]],
  [[['ip', '10.1.2.3']], [['connection_creation_rate', 1000]]],
  [[['ip', null]], [['connection_creation_rate', 2000]]],
];

function described(components: readonly Component[], strict = false): Play {
  return async (session, version) => {
    await session.quietly(alterClientQuotasApi, 1, alterBody(session, known));
    await eventually(
      'all quotas',
      () => session.quietly(describeClientQuotasApi, 1, describeBody(session, [], false)),
      ({ entries }) => (entries?.length ?? 0) >= known.length,
      5000,
    );
    try {
      await session.ask('described', describeClientQuotasApi, version, describeBody(session, components, strict));
    } finally {
      for (const [entity] of known) await remove(session, entity);
      await eventually(
        'no quotas',
        () => session.quietly(describeClientQuotasApi, 1, describeBody(session, [], false)),
        ({ entries }) => entries?.length === 0,
        5000,
      );
    }
  };
}

/** What is wrong without regard to what is stored. */
function asked(components: readonly Component[], strict = false): Play {
  return async (session, version) => {
    await session.ask('described', describeClientQuotasApi, version, describeBody(session, components, strict));
  };
}

export const clientQuotaCases: readonly Case[] = [
  ...casesOf(alterClientQuotasApi, {
    'a user': altered(user, [
      ['producer_byte_rate', bytes],
      ['consumer_byte_rate', bytes],
    ]),
    'a client id': altered(client, [['request_percentage', 100000.5]]),
    'a client id of a user': altered(both, [['controller_mutation_rate', 100000.5]]),
    'the default user': altered([['user', null]], [['producer_byte_rate', bytes]]),
    'the default client id of a user': altered(
      [
        ['user', 'ann'],
        ['client-id', null],
      ],
      [['producer_byte_rate', bytes]],
    ),
    'the default client id of the default user': altered(
      [
        ['client-id', null],
        ['user', null],
      ],
      [['producer_byte_rate', bytes]],
    ),
    'a user whose name says default': altered([['user', '<default>']], [['producer_byte_rate', bytes]]),
    'an address': altered([['ip', '10.1.2.3']], [['connection_creation_rate', 1000]]),
    'an address of IPv6': altered([['ip', '::1']], [['connection_creation_rate', 1000]]),
    'an address of IPv6 written out': altered([['ip', '0:0:0:0:0:0:0:1']], [['connection_creation_rate', 1000]]),
    'a host name': altered([['ip', 'localhost']], [['connection_creation_rate', 1000]]),
    'the default address': altered([['ip', null]], [['connection_creation_rate', 1000]]),
    'a rate of connections that is zero': altered([['ip', '10.1.2.4']], [['connection_creation_rate', 0]]),
    'a quota is replaced, another stays': altered(user, [['producer_byte_rate', bytes + 1]], {
      before: [
        ['producer_byte_rate', bytes],
        ['consumer_byte_rate', bytes],
      ],
    }),
    'a quota is removed, another stays': altered(user, [['producer_byte_rate', null]], {
      before: [
        ['producer_byte_rate', bytes],
        ['consumer_byte_rate', bytes],
      ],
    }),
    'a quota that is not there is removed': altered(user, [['producer_byte_rate', null]]),
    'no operations': altered(user, []),
    'validated only': altered(user, [['producer_byte_rate', bytes]], { validateOnly: true }),
    'the same key twice': altered(user, [
      ['producer_byte_rate', bytes],
      ['producer_byte_rate', bytes + 1],
    ]),
    'the same key set and removed': altered(user, [
      ['producer_byte_rate', bytes],
      ['producer_byte_rate', null],
    ]),
    'validated only, and wrong': refused([[user, [['no_such_quota', 1]]]], true),
    'no entries': refused([]),
    'an unknown key': refused([[user, [['no_such_quota', 1]]]]),
    'an unknown key is removed': refused([[user, [['no_such_quota', null]]]]),
    'one good and one unknown key': altered(user, [
      ['producer_byte_rate', bytes],
      ['no_such_quota', 1],
    ]),
    'an unknown type': refused([[[['group', 'g']], [['producer_byte_rate', bytes]]]]),
    'an empty type': refused([[[['', 'g']], [['producer_byte_rate', bytes]]]]),
    'no entity': refused([[[], [['producer_byte_rate', bytes]]]]),
    'the same type twice': async (session, version) => {
      const last: Entity = [['user', 'bob']];
      const entry: Entry = [[...user, ...last], [['producer_byte_rate', bytes]]];
      await session.ask('altered', alterClientQuotasApi, version, alterBody(session, [entry]));
      await noteQuotas(session, last);
      await remove(session, last);
    },
    'an empty user': altered([['user', '']], [['producer_byte_rate', bytes]]),
    'an empty client id': altered([['client-id', '']], [['producer_byte_rate', bytes]]),
    'an empty address': refused([[[['ip', '']], [['connection_creation_rate', 1000]]]]),
    'an address that is none': refused([[[['ip', '<none>']], [['connection_creation_rate', 1000]]]]),
    'an address with a number too high': refused([[[['ip', '10.1.2.300']], [['connection_creation_rate', 1000]]]]),
    'an address that is a network': refused([[[['ip', '10.1.2.0/24']], [['connection_creation_rate', 1000]]]]),
    'a host name that nobody knows': refused([[[['ip', 'no.such.host.invalid']], [['connection_creation_rate', 9]]]]),
    'an address and a user': refused([
      [
        [
          ['ip', '10.1.2.3'],
          ['user', 'ann'],
        ],
        [['connection_creation_rate', 1000]],
      ],
    ]),
    'an address and a client id': refused([
      [
        [
          ['client-id', 'app'],
          ['ip', '10.1.2.3'],
        ],
        [['connection_creation_rate', 1000]],
      ],
    ]),
    'bytes of an address': refused([[[['ip', '10.1.2.3']], [['producer_byte_rate', bytes]]]]),
    'connections of a user': refused([[user, [['connection_creation_rate', 1000]]]]),
    'a rate of zero': refused([[user, [['producer_byte_rate', 0]]]]),
    'a negative rate': refused([[user, [['producer_byte_rate', -1]]]]),
    'a rate with a fraction': refused([[user, [['producer_byte_rate', 1000.5]]]]),
    'a rate with a fraction that is next to nothing': altered(user, [['producer_byte_rate', bytes + 1e-4]]),
    'a rate that is no number': altered(user, [['producer_byte_rate', Number.NaN]]),
    'an infinite rate': refused([[user, [['producer_byte_rate', Number.POSITIVE_INFINITY]]]]),
    'a rate beyond what a long holds': refused([[user, [['producer_byte_rate', 1e19]]]]),
    'a percentage of zero': refused([[user, [['request_percentage', 0]]]]),
    'a percentage that is no number': altered(user, [['request_percentage', Number.NaN]]),
    'a rate of mutations of zero': refused([[user, [['controller_mutation_rate', 0]]]]),
    'a negative rate of connections': refused([[[['ip', '10.1.2.3']], [['connection_creation_rate', -1]]]]),
    'a rate of connections with a fraction': refused([[[['ip', '10.1.2.3']], [['connection_creation_rate', 1.5]]]]),
    'a rate of connections beyond what an int holds': refused([
      [[['ip', '10.1.2.3']], [['connection_creation_rate', 3e9]]],
    ]),
    'two entities, one wrong': async (session, version) => {
      const entries: Entry[] = [
        [user, [['no_such_quota', 1]]],
        [client, [['producer_byte_rate', bytes]]],
      ];
      await session.ask('altered', alterClientQuotasApi, version, alterBody(session, entries));
      await noteQuotas(session, client);
      await remove(session, client);
    },
    'the same entity twice': async (session, version) => {
      const entries: Entry[] = [
        [user, [['producer_byte_rate', bytes]]],
        [
          user,
          [
            ['producer_byte_rate', bytes + 1],
            ['consumer_byte_rate', bytes],
          ],
        ],
      ];
      await session.ask('altered', alterClientQuotasApi, version, alterBody(session, entries));
      await noteQuotas(session, user);
      await remove(session, user);
    },
  }),
  ...casesOf(describeClientQuotasApi, {
    everything: described([]),
    'everything, strictly': described([], true),
    'a user': described([['user', exact, 'ann']]),
    'a user, strictly': described([['user', exact, 'ann']], true),
    'the default user': described([['user', byDefault]]),
    'the default user, strictly': described([['user', byDefault]], true),
    'any user': described([['user', any]]),
    'any user, strictly': described([['user', any]], true),
    'any client id': described([['client-id', any]]),
    'any user and client id': described([
      ['user', any],
      ['client-id', any],
    ]),
    'a client id of a user': described(
      [
        ['client-id', exact, 'app'],
        ['user', exact, 'ann'],
      ],
      true,
    ),
    'the default client id of any user': described([
      ['user', any],
      ['client-id', byDefault],
    ]),
    'any address': described([['ip', any]]),
    'an address': described([['ip', exact, '10.1.2.3']], true),
    'the default address': described([['ip', byDefault]]),
    'an unknown user': described([['user', exact, 'nobody']]),
    'an address and a user': asked([
      ['ip', any],
      ['user', any],
    ]),
    'an unknown type': asked([['group', any]]),
    'an empty type': asked([['', any]]),
    'the same type twice': asked([
      ['user', exact, 'ann'],
      ['user', any],
    ]),
    'an unknown match': asked([['user', 3]]),
    'a negative match': asked([['user', -1]]),
    'an exact match without a name': asked([['user', exact]]),
    'an exact match of an empty name': asked([['user', exact, '']]),
    'a default match with a name': asked([['user', byDefault, 'ann']]),
    'any match with a name': asked([['user', any, 'ann']]),
  }),
];
