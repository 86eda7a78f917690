/**
 * The interface that every client driver speaks: one JSON request a line in, one JSON answer a line out, in order.
 * Bytes travel as base64 text, null stays null. README.md tells what each command does.
 */

export type Bytes = string | null;
export type Codec = 'none' | 'gzip' | 'snappy' | 'lz4' | 'zstd';
export type Acks = -1 | 0 | 1;
export type Start = 'earliest' | 'latest' | { readonly offset: number } | { readonly timestamp: number };

export interface DriverRecord {
  readonly key: Bytes;
  readonly value: Bytes;
  readonly headers: readonly (readonly [name: string, value: Bytes])[];
  /** Milliseconds since 1970. */
  readonly timestamp: number;
}

export interface ConsumedRecord extends DriverRecord {
  readonly partition: number;
  readonly offset: number;
}

export interface CommittedOffset {
  readonly partition: number;
  readonly offset: number;
  /** null where the client has no way to pass or to show it. */
  readonly metadata: string | null;
}

export interface ProduceArguments {
  readonly topic: string;
  readonly partition: number;
  readonly codec: Codec;
  readonly acks: Acks;
  readonly idempotent: boolean;
  readonly records: readonly DriverRecord[];
}

/** A part of a transaction, of the producer of that id; made at its first use, when it fences the one before. */
export interface TransactArguments {
  readonly transactionalId: string;
  /** Begins a transaction if none is open. */
  readonly writes: readonly { readonly topic: string; readonly partition: number; readonly values: readonly Bytes[] }[];
  /** Where a group goes on if the transaction is committed. */
  readonly offset?: {
    readonly group: string;
    readonly topic: string;
    readonly partition: number;
    readonly offset: number;
  };
  /** `none` leaves the transaction open. */
  readonly end: 'commit' | 'abort' | 'none';
}

type Nothing = Record<never, never>;
interface OneTopic {
  readonly topic: string;
}
interface OneGroup {
  readonly group: string;
}
interface OneMember {
  readonly member: string;
}

/** Not every client has all of them. */
export interface JoinOptions {
  /** `classic` where nothing else is said. */
  readonly protocol?: 'classic' | 'consumer';
  /** Makes the member a static one. */
  readonly instance?: string;
  /** The topic is an RE2 pattern, which the broker matches. */
  readonly isPattern?: boolean;
  /** The classic client's assignors, by their Java class names without the package. */
  readonly assignors?: readonly string[];
}

/** Each command's arguments and result. */
export interface Commands {
  createTopic: [OneTopic & { partitions: number; configs: Readonly<Record<string, string>> }, Nothing];
  createPartitions: [OneTopic & { partitions: number }, Nothing];
  deleteTopic: [OneTopic, Nothing];
  listTopics: [Nothing, { topics: string[] }];
  describeTopic: [OneTopic, { partitions: number }];
  describeConfigs: [OneTopic, { configs: Record<string, string> }];
  alterConfig: [OneTopic & { name: string; value: string }, Nothing];
  produce: [ProduceArguments, { offsets: number[] | null }];
  offset: [OneTopic & { partition: number; at: 'earliest' | 'latest' | number }, { offset: number }];
  transact: [TransactArguments, Nothing];
  assign: [OneMember & OneTopic & { partitions: readonly number[]; from: Start; readCommitted?: boolean }, Nothing];
  join: [OneMember & OneTopic & OneGroup & JoinOptions, Nothing];
  assignment: [OneMember, { partitions: number[] }];
  drain: [OneMember & { count: number; timeoutMs: number }, { records: ConsumedRecord[] }];
  commit: [OneMember & { offsets: readonly CommittedOffset[] }, Nothing];
  leave: [OneMember, Nothing];
  listGroups: [Nothing, { groups: string[] }];
  describeGroup: [OneGroup, { state: string; members: number }];
  deleteGroup: [OneGroup, Nothing];
  committed: [OneGroup & OneTopic & { partitions: readonly number[] }, { offsets: CommittedOffset[] }];
}

export type Command = keyof Commands;
export type Arguments<C extends Command> = Commands[C][0];
export type Result<C extends Command> = Commands[C][1];

export interface DriverFailure {
  /** Kafka's error code, or -1 where the client does not show one. */
  readonly code: number;
  readonly name: string;
  readonly message: string;
}
