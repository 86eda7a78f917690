/**
 * ApiVersions (key 18): B1–B7. What it lists is the list of registered handlers itself, so that nothing is advertised
 * that is not served and nothing is served in secret.
 *
 * APIs of Moldau's own are listed for clients that say they are Moldau's: everybody else is told exactly what a Kafka
 * broker would say, whatever they do with keys that they do not know.
 */

import { ApiKey, Errors } from '@moldau/protocol';
import {
  type ApiVersion,
  type ApiVersionsRequest,
  type ApiVersionsResponse,
  apiVersionsApi,
} from '@moldau/protocol/messages/api-versions';
import type { ClientSoftware } from '../telemetry/client-software.ts';
import { type Handler, type RegisteredHandler, registerHandler } from './handler.ts';

export interface FeatureRange {
  readonly name: string;
  readonly minVersion: number;
  readonly maxVersion: number;
}

export interface FinalizedFeature {
  readonly name: string;
  readonly level: number;
}

export interface Features {
  readonly supported: readonly FeatureRange[];
  readonly finalized: readonly FinalizedFeature[];
  /** -1 when nothing has been finalized yet. */
  readonly finalizedEpoch: number;
}

export interface ApiVersionsDependencies {
  /** Every API that is served, ApiVersions itself included. */
  handlers(): readonly RegisteredHandler[];
  features(): Features;
  /** Remembers what clients say they are. */
  readonly software?: ClientSoftware | undefined;
}

/** Kafka's keys are all far below. */
const MOLDAU_KEYS_FROM = 10_000;

/** How the software of Moldau's own clients begins. */
const MOLDAU_SOFTWARE = 'moldau';

const SOFTWARE = /^[a-zA-Z0-9](?:[a-zA-Z0-9\-.]*[a-zA-Z0-9])?$/;

export function registerApiVersions(dependencies: ApiVersionsDependencies): RegisteredHandler {
  return registerHandler(apiVersionsApi, apiVersionsHandler(dependencies), {
    unsupportedVersionResponse: () => unsupportedVersion(dependencies),
  });
}

export function apiVersionsHandler(
  dependencies: ApiVersionsDependencies,
): Handler<ApiVersionsRequest, ApiVersionsResponse> {
  return (request, { apiVersion, connection }) => {
    if (apiVersion >= 3 && !namesItsSoftware(request)) return { ...nothing, errorCode: Errors.INVALID_REQUEST };
    const { clientSoftwareName: name, clientSoftwareVersion } = request;
    if (apiVersion >= 3) dependencies.software?.told(connection, { name, version: clientSoftwareVersion });
    const isMoldau = apiVersion >= 3 && name.startsWith(MOLDAU_SOFTWARE);
    const listed = dependencies.handlers().filter(({ key }) => isMoldau || key < MOLDAU_KEYS_FROM);
    return { ...nothing, apiKeys: apiKeys(listed), ...features(dependencies.features(), apiVersion) };
  };
}

function namesItsSoftware({ clientSoftwareName, clientSoftwareVersion }: ApiVersionsRequest): boolean {
  return SOFTWARE.test(clientSoftwareName) && SOFTWARE.test(clientSoftwareVersion);
}

/** Produce says 0 though it is served from 3 on: librdkafka turns features off otherwise (B5). */
function apiKeys(handlers: readonly RegisteredHandler[]): ApiVersion[] {
  return handlers
    .map(({ key, minVersion, maxVersion }) => ({
      apiKey: key,
      minVersion: key === ApiKey.Produce ? 0 : minVersion,
      maxVersion,
    }))
    .sort((a, b) => a.apiKey - b.apiKey);
}

/** B6: what has not been finalized is left out, and clients below v4 cannot read a range that starts at 0. */
function features({ supported, finalized, finalizedEpoch }: Features, apiVersion: number) {
  return {
    supportedFeatures: supported.filter((feature) => apiVersion >= 4 || feature.minVersion > 0),
    finalizedFeaturesEpoch: finalizedEpoch,
    finalizedFeatures: finalized
      .filter(({ level }) => level > 0)
      .map(({ name, level }) => ({ name, minVersionLevel: level, maxVersionLevel: level })),
  };
}

/** B2: the client learns from this answer which version to ask with. */
function unsupportedVersion(dependencies: ApiVersionsDependencies): ApiVersionsResponse {
  const own = dependencies.handlers().filter(({ key }) => key === apiVersionsApi.key);
  return { ...nothing, errorCode: Errors.UNSUPPORTED_VERSION, apiKeys: apiKeys(own) };
}

const nothing: ApiVersionsResponse = {
  errorCode: Errors.NONE,
  apiKeys: [],
  throttleTimeMs: 0,
  supportedFeatures: [],
  finalizedFeaturesEpoch: -1,
  finalizedFeatures: [],
  zkMigrationReady: false,
};
