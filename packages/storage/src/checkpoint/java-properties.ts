/**
 * The part of Java's properties format that Kafka's own files need: `key=value` or `key: value` lines, comments, and
 * backslash escapes of single characters. No line continuation, no `\u` escapes: cluster and directory ids have neither.
 */

export function encodeJavaProperties(properties: ReadonlyMap<string, string>): Buffer {
  return Buffer.from(Array.from(properties, ([key, value]) => `${key}=${escapeValue(value)}\n`).join(''));
}

export function decodeJavaProperties(bytes: Buffer): Map<string, string> {
  const properties = new Map<string, string>();
  for (const line of bytes.toString('latin1').split(/\r?\n/)) {
    const [, key, value] = /^\s*([^#!\s=:][^\s=:]*)\s*[=:]?\s*(.*)$/.exec(line) ?? [];
    if (key !== undefined && value !== undefined) properties.set(key, value.replace(/\\(.)/g, '$1'));
  }
  return properties;
}

function escapeValue(value: string): string {
  return value.replace(/[\\=:#!]/g, '\\$&');
}
