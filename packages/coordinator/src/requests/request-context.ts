/** Who sends a request to the group coordinator. */
export interface GroupRequestContext {
  readonly apiVersion: number;
  readonly clientId: string | null;
  /** `/127.0.0.1` */
  readonly clientHost: string;
  readonly connection: {
    /** Calls back once when the client is gone; the returned function withdraws the callback. */
    onClose(callback: () => void): () => void;
  };
}
