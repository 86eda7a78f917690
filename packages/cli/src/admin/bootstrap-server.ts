import type { Endpoint } from '@moldau/runtime';

/** `host:port`, `[::1]:port`, or a host alone; undefined if it is none of these. */
export function parseBootstrapServer(text: string): Endpoint | undefined {
  const match = /^(?:\[(?<address>[0-9a-fA-F:.]+)\]|(?<name>[^:\s,/]+))(?::(?<port>\d{1,5}))?$/.exec(text.trim());
  const { address, name, port = '9092' } = match?.groups ?? {};
  const host = address ?? name;
  return host === undefined || Number(port) > 65_535 ? undefined : { host, port: Number(port) };
}

export function endpointText({ host, port }: Endpoint): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}
