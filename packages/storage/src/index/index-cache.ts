/** Index files of closed segments that were looked into lately, whole, up to a number of bytes for the broker. */
export class IndexCache {
  readonly #maxBytes: number;
  /** In order of use, the most recent last. */
  readonly #contents = new Map<object, Buffer>();
  #bytes = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  get(owner: object): Buffer | undefined {
    const content = this.#contents.get(owner);
    if (content === undefined) return undefined;
    this.#contents.delete(owner);
    this.#contents.set(owner, content);
    return content;
  }

  put(owner: object, content: Buffer): void {
    this.forget(owner);
    this.#contents.set(owner, content);
    this.#bytes += content.length;
    for (const other of this.#contents.keys()) {
      if (this.#bytes <= this.#maxBytes || other === owner) return;
      this.forget(other);
    }
  }

  forget(owner: object): void {
    const content = this.#contents.get(owner);
    if (content === undefined) return;
    this.#contents.delete(owner);
    this.#bytes -= content.length;
  }
}
