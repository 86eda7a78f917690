import type { Controller, ProducerIdBlock } from '@moldau/cluster';

/** Hands out producer ids one by one from blocks of the controller's; a block that a stopped broker held is lost. */
export class ProducerIds {
  readonly #controller: Controller;
  #next = 0;
  #end = 0;
  #refill: Promise<ProducerIdBlock> | undefined;

  constructor(controller: Controller) {
    this.#controller = controller;
  }

  /** Rejects with a ProtocolError when the controller has none to give. */
  async next(): Promise<number> {
    while (this.#next === this.#end) await this.#takeBlock();
    return this.#next++;
  }

  async #takeBlock(): Promise<void> {
    const refill = (this.#refill ??= this.#controller.allocateProducerIds());
    try {
      const block = await refill;
      if (this.#refill !== refill) return;
      this.#next = block.firstProducerId;
      this.#end = block.firstProducerId + block.length;
    } finally {
      if (this.#refill === refill) this.#refill = undefined;
    }
  }
}
