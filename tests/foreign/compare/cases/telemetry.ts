/** GetTelemetrySubscriptions and PushTelemetry. Kafka needs a receiver for them: java/broker's `receiver`. */

import { codecId, type CompressionCodec, compress } from '@moldau/protocol';
import { apiVersionsApi } from '@moldau/protocol/messages/api-versions';
import {
  type GetTelemetrySubscriptionsResponse,
  getTelemetrySubscriptionsApi,
} from '@moldau/protocol/messages/get-telemetry-subscriptions';
import { incrementalAlterConfigsApi } from '@moldau/protocol/messages/incremental-alter-configs';
import { pushTelemetryApi } from '@moldau/protocol/messages/push-telemetry';
import { eventually } from '../../support/eventually.ts';
import { strangeId, zeroId } from '../bodies.ts';
import { type Case, casesOf, type Play } from '../case.ts';
import type { Session } from '../session.ts';

const CLIENT_METRICS = 16;
const intervalMs = '3600000';

/** OTLP with one gauge, `a` = 1. */
const otlp = Buffer.from('0a14121212100a01612a0b0a0921000000000000f03f', 'hex');

async function subscribe(session: Session, configs: Readonly<Record<string, string>>): Promise<void> {
  const entries = Object.entries(configs).map(([name, value]) => ({ name, configOperation: 0, value }));
  await session.quietly(incrementalAlterConfigsApi, 1, {
    resources: [{ resourceType: CLIENT_METRICS, resourceName: session.name('subscription'), configs: entries }],
    validateOnly: false,
  });
}

/** So that other cases are not asked for what this one is. */
async function unsubscribe(session: Session): Promise<void> {
  const configs = ['match', 'metrics', 'interval.ms'].map((name) => ({ name, configOperation: 1, value: null }));
  await session.quietly(incrementalAlterConfigsApi, 1, {
    resources: [{ resourceType: CLIENT_METRICS, resourceName: session.name('subscription'), configs }],
    validateOnly: false,
  });
}

/** What a client on a connection of its own is asked for, once the broker knows the subscription. */
async function asked(session: Session, metrics: readonly string[], version: number, connection = 'other') {
  const software = { clientSoftwareName: 'compare', clientSoftwareVersion: '1.2' };
  await session.quietly(apiVersionsApi, 4, software, connection);
  return eventually(
    'the subscription',
    () => session.quietly(getTelemetrySubscriptionsApi, version, { clientInstanceId: zeroId }, connection),
    ({ requestedMetrics }) => requestedMetrics.join() === metrics.join(),
    4000,
  );
}

function shown({ clientInstanceId, subscriptionId, ...rest }: GetTelemetrySubscriptionsResponse) {
  return { ...rest, hasInstance: clientInstanceId !== zeroId, hasSubscription: subscriptionId !== 0 };
}

/** Shows what a client is asked for by a subscription. */
function subscribed(configs: Readonly<Record<string, string>>, metrics: readonly string[]): Play {
  return async (session, version) => {
    await subscribe(session, { 'interval.ms': intervalMs, ...configs });
    session.note('asked', shown(await asked(session, metrics, version)));
    await unsubscribe(session);
  };
}

interface PushDifferences {
  readonly instance?: string;
  readonly subscription?: number;
  readonly terminating?: boolean;
  readonly compressionType?: number;
  readonly metrics?: Buffer;
}

/** Pushes one after the other. */
function pushed(...pushes: readonly PushDifferences[]): Play {
  return async (session, version) => {
    await subscribe(session, { 'interval.ms': intervalMs, metrics: 'a.' });
    const { clientInstanceId, subscriptionId } = await asked(session, ['a.'], 0);
    for (const [index, each] of pushes.entries()) {
      const body = {
        clientInstanceId: each.instance ?? clientInstanceId,
        subscriptionId: subscriptionId + (each.subscription ?? 0),
        terminating: each.terminating ?? false,
        compressionType: each.compressionType ?? 0,
        metrics: each.metrics ?? otlp,
      };
      await session.ask(`push ${index}`, pushTelemetryApi, version, body, 'other');
    }
    await unsubscribe(session);
  };
}

function compressed(codec: CompressionCodec): PushDifferences {
  return { compressionType: codecId(codec), metrics: compress(codec, otlp) };
}

export const telemetryCases: readonly Case[] = [
  ...casesOf(getTelemetrySubscriptionsApi, {
    'no subscription': async (session, version) => {
      session.note('asked', shown(await asked(session, [], version)));
    },
    'some metrics': subscribed({ metrics: 'org.apache.kafka.producer.,org.apache.kafka.consumer.' }, [
      'org.apache.kafka.producer.',
      'org.apache.kafka.consumer.',
    ]),
    'all metrics': subscribed({ metrics: '*' }, ['*']),
    'all metrics and some': subscribed({ metrics: 'a.,*' }, ['*']),
    'no metrics': subscribed({ metrics: '' }, []),
    'clients of this software': subscribed({ metrics: 'a.', match: 'client_software_name=comp.*' }, ['a.']),
    'clients of this software and version': subscribed(
      { metrics: 'a.', match: 'client_software_name=compare,client_software_version=1\\.\\d' },
      ['a.'],
    ),
    'clients of other software': subscribed({ metrics: 'a.', match: 'client_software_name=comp' }, []),
    'clients at this address': subscribed({ metrics: 'a.', match: 'client_source_address=127\\.0\\.0\\.1' }, ['a.']),
    'clients at any port': subscribed({ metrics: 'a.', match: 'client_source_port=\\d+' }, ['a.']),
    'a question too early': async (session, version) => {
      const { clientInstanceId } = await asked(session, [], version);
      const again = await session.quietly(getTelemetrySubscriptionsApi, version, { clientInstanceId }, 'other');
      session.note('again', shown(again));
    },
    'a question after a push that was refused': async (session, version) => {
      const { clientInstanceId, subscriptionId } = await asked(session, [], version);
      const push = { clientInstanceId, terminating: false, metrics: otlp };
      const bodies = [
        { ...push, subscriptionId: subscriptionId + 1, compressionType: 0 },
        { ...push, subscriptionId, compressionType: 9 },
      ];
      for (const [index, body] of bodies.entries()) {
        await session.ask(`push ${index}`, pushTelemetryApi, 0, body, 'other');
        const again = await session.quietly(getTelemetrySubscriptionsApi, version, { clientInstanceId }, 'other');
        session.note(`again ${index}`, { errorCode: again.errorCode });
      }
    },
    'an instance that the broker has not named': async (session, version) => {
      const body = { clientInstanceId: strangeId.slice(0, 20) + (version === 0 ? 'AQ' : 'Ag') };
      const answer = await session.quietly(getTelemetrySubscriptionsApi, version, body, 'other');
      const isKept = answer.clientInstanceId === body.clientInstanceId;
      session.note('asked', { errorCode: answer.errorCode, isKept: isKept || answer.errorCode !== 0 });
    },
    'a new subscription is told at once': async (session, version) => {
      const { clientInstanceId } = await asked(session, [], version);
      await subscribe(session, { 'interval.ms': intervalMs, metrics: 'a.' });
      const again = await eventually(
        'the subscription',
        () => session.quietly(getTelemetrySubscriptionsApi, version, { clientInstanceId }, 'other'),
        ({ requestedMetrics }) => requestedMetrics.length > 0,
        4000,
      );
      session.note('again', shown(again));
      await unsubscribe(session);
    },
  }),
  ...casesOf(pushTelemetryApi, {
    metrics: pushed({}),
    'no bytes': pushed({ metrics: Buffer.alloc(0) }),
    'twice in a row': pushed({}, {}),
    'the last ones, too early': pushed({}, { terminating: true }),
    'after the last ones': pushed({ terminating: true }, { terminating: true }),
    gzip: pushed(compressed('gzip')),
    snappy: pushed(compressed('snappy')),
    lz4: pushed(compressed('lz4')),
    zstd: pushed(compressed('zstd')),
    'an unknown compression': pushed({ compressionType: 9 }),
    'another subscription': pushed({ subscription: 1 }),
    'another subscription, twice': pushed({ subscription: 1 }, {}),
    'no instance': pushed({ instance: zeroId }),
    'an instance that nobody has named': pushed({ instance: `${strangeId.slice(0, 20)}Aw` }),
    'too many bytes': pushed({ metrics: Buffer.alloc(1_048_577) }),
  }),
];
