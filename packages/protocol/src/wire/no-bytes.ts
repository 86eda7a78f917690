/** The empty buffer that stands for bytes a version does not carry. */
export const NO_BYTES: Buffer = Buffer.alloc(0);
