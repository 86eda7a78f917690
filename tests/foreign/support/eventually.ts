import { setTimeout as delay } from 'node:timers/promises';

/** Asks again and again until the answer satisfies, and returns it; fails with the last one after `withinMs`. */
export async function eventually<T>(
  what: string,
  ask: () => Promise<T>,
  satisfies: (answer: T) => boolean,
  withinMs = 20_000,
): Promise<T> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    const answer = await ask();
    if (satisfies(answer)) return answer;
    if (performance.now() > deadline) throw new Error(`${what}: still ${JSON.stringify(answer)} after ${withinMs} ms`);
    await delay(50);
  }
}
