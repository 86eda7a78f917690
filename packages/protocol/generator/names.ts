/** How Kafka's names are spelled in TypeScript. */

/** 'GroupId' becomes 'groupId'. */
export function camelCase(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

/** Names that the generated functions use themselves; a field of that name gets another local variable. */
const TAKEN = new Set([
  'reader',
  'version',
  'flexible',
  'message',
  'tag',
  'end',
  'left',
  'default',
  'delete',
  'package',
]);

export function localName(fieldName: string): string {
  const name = camelCase(fieldName);
  return TAKEN.has(name) ? `${name}Field` : name;
}
