/** What a reader of the results needs to know of an error: its first line, without this machine's directories. */
export function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const [line = ''] = message.split('\n');
  return line.replaceAll(/(?:\/[\w.@+-]+){2,}/g, '…').slice(0, reasonLengthMax);
}

const reasonLengthMax = 300;
