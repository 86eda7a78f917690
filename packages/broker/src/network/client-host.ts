/** Addresses as Java's `InetAddress` prints them, which is how Kafka shows clients in groups and logs. */

/** The address without the IPv4-in-IPv6 mapping that a dual-stack listener reports. */
export function unmappedAddress(address: string): string {
  return /^::ffff:\d+\.\d+\.\d+\.\d+$/i.test(address) ? address.slice('::ffff:'.length) : address;
}

/** `/127.0.0.1`, `/0:0:0:0:0:0:0:1`. */
export function clientHost(address: string): string {
  const plain = unmappedAddress(address);
  return `/${plain.includes(':') ? expandedIpv6(plain) : plain}`;
}

/** Java writes all eight groups, without leading zeros and never shortened. */
function expandedIpv6(address: string): string {
  const [groups = '', scope] = address.split('%');
  const [head = '', tail] = groups.split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : 8 - before.length - after.length;
  const all = [...before, ...Array.from({ length: zeros }, () => '0'), ...after];
  const printed = all.map((group) => Number.parseInt(group, 16).toString(16)).join(':');
  return scope === undefined ? printed : `${printed}%${scope}`;
}
