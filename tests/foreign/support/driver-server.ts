/** The driver's side of the line-JSON interface, for the clients that are written in TypeScript. */

import { createInterface } from 'node:readline';
import type { Command, Commands, DriverFailure } from './driver-interface.ts';

export type Handlers = { [C in Command]?: (given: Commands[C][0]) => Promise<Commands[C][1]> };

interface Request<C extends Command> {
  readonly id: number;
  readonly command: C;
  readonly arguments: Commands[C][0];
}

/** Answers standard input's requests one after another until it ends, then leaves the process. */
export async function serve(handlers: Handlers, describe: (error: unknown) => DriverFailure): Promise<never> {
  for await (const line of createInterface({ input: process.stdin })) {
    const request: Request<Command> = JSON.parse(line);
    process.stdout.write(`${JSON.stringify(await answer(handlers, request, describe))}\n`);
  }
  process.exit(0);
}

async function answer<C extends Command>(
  handlers: Handlers,
  request: Request<C>,
  describe: (error: unknown) => DriverFailure,
): Promise<object> {
  try {
    const handler = handlers[request.command];
    if (handler === undefined) throw new Error(`this client has no ${request.command}`);
    return { id: request.id, result: await handler(request.arguments) };
  } catch (error) {
    return { id: request.id, error: describe(error) };
  }
}

/** A failure of which no more is known than its message. */
export function failureOf(error: unknown, code = -1): DriverFailure {
  if (!(error instanceof Error)) return { code, name: 'unknown', message: String(error) };
  return { code, name: error.name, message: error.message };
}

export function decoded(text: string): Buffer;
export function decoded(text: string | null): Buffer | null;
export function decoded(text: string | null): Buffer | null {
  return text === null ? null : Buffer.from(text, 'base64');
}

export function encoded(bytes: Buffer | string | null | undefined): string | null {
  return bytes === null || bytes === undefined ? null : Buffer.from(bytes).toString('base64');
}
