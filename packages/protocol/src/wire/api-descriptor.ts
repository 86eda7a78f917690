/** What an API is: its place in the protocol and the codecs of its two messages. */
import type { Reader } from './reader.ts';
import type { Writer } from './writer.ts';

/** Who serves an API. */
export type ListenerType = 'broker' | 'controller';

export interface ApiSummary {
  readonly key: number;
  readonly name: string;
  readonly minVersion: number;
  /** The newest stable version; the codecs may know a newer one that Kafka does not serve yet. */
  readonly maxVersion: number;
  /** The first version with compact types and tagged fields; infinite if there is none. */
  readonly flexibleFrom: number;
  readonly listeners: readonly ListenerType[];
}

/**
 * The codecs of one API. Each takes a version from `minVersion` to `maxVersion`; that it is one of them is for the
 * caller to check. Decoders throw MalformedMessageError, encoders UnsupportedVersionError for a field that the version
 * cannot carry.
 */
export interface ApiDescriptor<Request, Response> extends ApiSummary {
  decodeRequest(reader: Reader, version: number): Request;
  encodeRequest(writer: Writer, message: Request, version: number): void;
  decodeResponse(reader: Reader, version: number): Response;
  encodeResponse(writer: Writer, message: Response, version: number): void;
}
