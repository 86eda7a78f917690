/** What has been opened, in order: closed last first, each once, also when another one fails to close. */
export class Cleanup {
  #steps: (() => void | Promise<void>)[] = [];

  add(close: () => void | Promise<void>): void {
    this.#steps.push(close);
  }

  /** Rejects with the first failure once everything was tried. */
  async run(): Promise<void> {
    const steps = this.#steps.reverse();
    this.#steps = [];
    const failures: unknown[] = [];
    for (const close of steps) {
      try {
        await close();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
  }
}
