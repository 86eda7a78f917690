import type { ConnectionLimitsConfig } from '../network/connection-limits.ts';
import type { SocketServerConfig } from '../network/socket-server-config.ts';
import type { BrokerSettings } from './broker-settings.ts';
import type { LiveSettings } from './live-settings.ts';

/**
 * What the settings say about connections when the broker starts; the rest keeps its default.
 * @param connectionsPossible More than these the operating system would not let us open.
 */
export function socketServerConfig(settings: BrokerSettings, connectionsPossible: number): Partial<SocketServerConfig> {
  return {
    requestBytesMax: settings.socketRequestMaxBytes,
    idleMsMax: settings.connectionsMaxIdleMs < 0 ? Number.POSITIVE_INFINITY : settings.connectionsMaxIdleMs,
    receiveBytesMax: settings.queuedMaxRequestBytes,
    ...connectionLimits(settings, connectionsPossible),
  };
}

/** Numbers of connections, as the settings are at each look. */
export function liveConnectionLimits(live: LiveSettings, connectionsPossible: number): () => ConnectionLimitsConfig {
  let from = live.current;
  let limits = connectionLimits(from, connectionsPossible);
  return () => {
    if (live.current === from) return limits;
    from = live.current;
    limits = connectionLimits(from, connectionsPossible);
    return limits;
  };
}

type Limits = Pick<LiveSettings['current'], 'maxConnections' | 'maxConnectionsPerIp' | 'maxConnectionsPerIpOverrides'>;

function connectionLimits(values: Limits, connectionsPossible: number): ConnectionLimitsConfig {
  return {
    connectionsMax: Math.min(values.maxConnections, connectionsPossible),
    connectionsPerIpMax: values.maxConnectionsPerIp,
    connectionsPerIpOverrides: overrides(values.maxConnectionsPerIpOverrides),
  };
}

/** `127.0.0.1:100,10.0.0.7:5` */
function overrides(text: string): ReadonlyMap<string, number> {
  const items = text.split(',').filter((item) => item.trim() !== '');
  return new Map(
    items.map((item) => {
      const colon = item.lastIndexOf(':');
      return [item.slice(0, colon).trim(), Number(item.slice(colon + 1))];
    }),
  );
}
