/**
 * Metrics that clients push (KIP-714, B147): each is told what to push and how often, from the configs of client metrics;
 * what comes is checked, decompressed, read as OTLP and handed to the receiver. Counters come as what was added since the
 * last push.
 */
import { decompress, type ErrorCode, Errors, codecId, codecOfId, type CompressionCodec } from '@moldau/protocol';
import type { Clock, Logger, Random, Runtime } from '@moldau/runtime';
import type { BrokerSettings } from '../settings/broker-settings.ts';
import { receivesClientMetrics } from '../settings/telemetry-settings.ts';
import { type ClientInstance, ClientInstances } from './client-instances.ts';
import type { ClientIdentity, ClientMetric, ClientMetricsReceiver } from './client-metrics-receiver.ts';
import { readOtlpMetrics } from './otlp-metrics.ts';
import { type Subscription, Subscriptions } from './subscriptions.ts';

export interface ClientTelemetryOptions {
  readonly receiver: ClientMetricsReceiver;
  /** Of client metrics, by name of the subscription; another map when they have changed. */
  readonly configs: () => ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** Bytes of one push, as it comes. */
  readonly telemetryMaxBytes: number;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Logger;
}

export type SubscriptionAnswer =
  | { readonly errorCode: ErrorCode }
  | {
      readonly errorCode: undefined;
      readonly instanceId: string;
      readonly subscriptionId: number;
      readonly subscription: Subscription;
    };

export interface Push {
  readonly subscriptionId: number;
  readonly isTerminating: boolean;
  readonly compressionType: number;
  readonly metrics: Buffer;
}

/** In the order in which clients should prefer them. */
export const acceptedCompressionTypes: readonly number[] = (['zstd', 'lz4', 'gzip', 'snappy'] as const).map(codecId);

/** Ids that stand for no client. */
const reservedIds: ReadonlySet<string> = new Set(['AAAAAAAAAAAAAAAAAAAAAA', 'AAAAAAAAAAAAAAAAAAAAAQ']);

/** What a push may grow to, in pushes of the greatest size: it is read in one piece, while everybody waits. */
const DECOMPRESSED_TIMES_MAX = 4;

export class ClientTelemetry {
  readonly telemetryMaxBytes: number;
  readonly #options: ClientTelemetryOptions;
  readonly #instances: ClientInstances;
  #configs: ReturnType<ClientTelemetryOptions['configs']>;
  #subscriptions: Subscriptions;

  constructor(options: ClientTelemetryOptions) {
    this.#options = options;
    this.telemetryMaxBytes = options.telemetryMaxBytes;
    this.#instances = new ClientInstances(options.clock);
    this.#configs = options.configs();
    this.#subscriptions = new Subscriptions(this.#configs);
  }

  /** What a client is to push. One that has no instance id yet is given one. */
  subscribe(client: ClientIdentity): SubscriptionAnswer {
    const instanceId = reservedIds.has(client.instanceId) ? this.#newInstanceId() : client.instanceId;
    const instance = this.#meet({ ...client, instanceId });
    const mayAsk = instance.mayAsk(this.#instances.now);
    instance.lastError = mayAsk ? Errors.NONE : Errors.THROTTLING_QUOTA_EXCEEDED;
    if (!mayAsk) return { errorCode: instance.lastError };
    const { subscriptionId, subscription } = instance;
    return { errorCode: undefined, instanceId, subscriptionId, subscription };
  }

  push(client: ClientIdentity, push: Push): ErrorCode {
    if (reservedIds.has(client.instanceId)) return Errors.INVALID_REQUEST;
    const instance = this.#meet(client);
    instance.lastError = this.#refusal(instance, push) ?? this.#take(instance, push);
    return instance.lastError;
  }

  /** In Kafka's order. */
  #refusal(instance: ClientInstance, push: Push): ErrorCode | undefined {
    if (instance.isTerminating) return Errors.INVALID_REQUEST;
    if (!instance.mayPush(this.#instances.now) && !push.isTerminating) return Errors.THROTTLING_QUOTA_EXCEEDED;
    if (push.subscriptionId !== instance.subscriptionId) return Errors.UNKNOWN_SUBSCRIPTION_ID;
    if (codecOf(push) === undefined) return Errors.UNSUPPORTED_COMPRESSION_TYPE;
    return push.metrics.length > this.telemetryMaxBytes ? Errors.TELEMETRY_TOO_LARGE : undefined;
  }

  #take(instance: ClientInstance, push: Push): ErrorCode {
    instance.isTerminating = push.isTerminating;
    if (push.metrics.length === 0) return Errors.NONE;
    const { client, subscription } = instance;
    const metrics = this.#read(client, push);
    if (metrics === undefined) return Errors.INVALID_RECORD;
    const { pushIntervalMs } = subscription;
    this.#options.receiver.receive({ client, pushIntervalMs, isTerminating: push.isTerminating, metrics });
    return Errors.NONE;
  }

  #read(client: ClientIdentity, push: Push): readonly ClientMetric[] | undefined {
    const maxOutputBytes = this.telemetryMaxBytes * DECOMPRESSED_TIMES_MAX;
    try {
      return readOtlpMetrics(decompress(codecOf(push) ?? 'none', push.metrics, { maxOutputBytes }));
    } catch (error) {
      this.#options.log.warn({ problem: problemOf(error), client }, 'A client pushed metrics that cannot be read');
      return undefined;
    }
  }

  #meet(client: ClientIdentity): ClientInstance {
    const configs = this.#options.configs();
    if (configs !== this.#configs) {
      this.#configs = configs;
      this.#subscriptions = new Subscriptions(configs);
    }
    return this.#instances.meet(client, this.#subscriptions);
  }

  #newInstanceId(): string {
    return Buffer.from(this.#options.random.uuid().replaceAll('-', ''), 'hex').toString('base64url');
  }
}

function problemOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function codecOf({ compressionType }: Push): CompressionCodec | undefined {
  try {
    return codecOfId(compressionType);
  } catch {
    return undefined;
  }
}

/** Undefined when the settings have no receiver: then clients are not asked (B147). */
export function clientTelemetry(
  { clock, random, log }: Runtime,
  { clientMetricsReceiver, telemetryMaxBytes, texts }: BrokerSettings,
  receiver: ClientMetricsReceiver,
  configs: ClientTelemetryOptions['configs'],
): ClientTelemetry | undefined {
  if (!receivesClientMetrics(clientMetricsReceiver, texts)) return undefined;
  return new ClientTelemetry({ receiver, configs, telemetryMaxBytes, clock, random, log });
}
