import type { SocketServerConfig } from '../network/socket-server-config.ts';
import type { BrokerSettings } from './broker-settings.ts';

/**
 * What the settings say about connections; the rest keeps its default.
 * @param connectionsPossible More than these the operating system would not let us open.
 */
export function socketServerConfig(settings: BrokerSettings, connectionsPossible: number): Partial<SocketServerConfig> {
  return {
    requestBytesMax: settings.socketRequestMaxBytes,
    idleMsMax: settings.connectionsMaxIdleMs < 0 ? Number.POSITIVE_INFINITY : settings.connectionsMaxIdleMs,
    connectionsMax: Math.min(settings.maxConnections, connectionsPossible),
    connectionsPerIpMax: settings.maxConnectionsPerIp,
    connectionsPerIpOverrides: overrides(settings.maxConnectionsPerIpOverrides),
    receiveBytesMax: settings.queuedMaxRequestBytes,
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
