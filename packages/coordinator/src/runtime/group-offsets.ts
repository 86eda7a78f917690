/** The offsets of groups: the APIs by which they are committed, by themselves or in a transaction, read and deleted. */
import { type ErrorCode, Errors } from '@moldau/protocol';
import type { OffsetCommitRequest, OffsetCommitResponse } from '@moldau/protocol/messages/offset-commit';
import type { OffsetDeleteRequest, OffsetDeleteResponse } from '@moldau/protocol/messages/offset-delete';
import type {
  OffsetFetchRequest,
  OffsetFetchRequestGroup,
  OffsetFetchResponse,
  OffsetFetchResponseGroup,
} from '@moldau/protocol/messages/offset-fetch';
import type { TxnOffsetCommitRequest, TxnOffsetCommitResponse } from '@moldau/protocol/messages/txn-offset-commit';
import { commitResponse } from '../offsets/commit.ts';
import { deleteResponse, refusedDelete } from '../offsets/delete.ts';
import type { OffsetsMarker } from '../offsets/commit-transactional.ts';
import type { TopicCatalog, TransactionVerification } from '../ports.ts';
import { commitCommand, hasPartitionToCommit } from '../requests/offset-commit.ts';
import { deleteCommand, hasPartitionToDelete } from '../requests/offset-delete.ts';
import {
  failedGroup,
  fetchCommand,
  fetchResponse,
  groupsToFetch,
  withUnknownTopics,
} from '../requests/offset-fetch.ts';
import type { GroupRequestContext } from '../requests/request-context.ts';
import {
  addsOffsetsFrom,
  txnCommitCommand,
  txnCommitResponse,
  verificationError,
} from '../requests/txn-offset-commit.ts';
import type { Command } from './group-shard.ts';
import { consumerOffsetsTopic, type GroupShards } from './group-shards.ts';

export interface GroupOffsetsDependencies {
  readonly catalog: TopicCatalog;
  /** The coordinator of transactions, asked before offsets are taken into one (B65). */
  readonly transactions: TransactionVerification;
  /** `transaction.partition.verification.enable` */
  readonly verifiesPartitions: boolean;
}

export class GroupOffsets {
  readonly #shards: GroupShards;
  readonly #dependencies: GroupOffsetsDependencies;

  constructor(shards: GroupShards, dependencies: GroupOffsetsDependencies) {
    this.#shards = shards;
    this.#dependencies = dependencies;
  }

  async commit(context: GroupRequestContext, request: OffsetCommitRequest): Promise<OffsetCommitResponse> {
    const commit = commitCommand(request, context.apiVersion, this.#dependencies.catalog);
    const failed = (code: ErrorCode): OffsetCommitResponse => commitResponse(commit, () => code);
    if (!hasPartitionToCommit(commit)) return failed(Errors.NONE);
    return this.#shards.submit<OffsetCommitResponse>(
      commit.groupId,
      (machine, replyTo, now) => machine.offsets.commit(commit, replyTo, now),
      failed,
    ).response;
  }

  async commitTransactional(
    { apiVersion }: GroupRequestContext,
    request: TxnOffsetCommitRequest,
  ): Promise<TxnOffsetCommitResponse> {
    const { producerId, producerEpoch } = request;
    const commit = txnCommitCommand(request, this.#dependencies.catalog);
    const failed = (code: ErrorCode): TxnOffsetCommitResponse => commitResponse(commit, () => code);
    const answer = (response: TxnOffsetCommitResponse) => txnCommitResponse(response, apiVersion);
    if (!hasPartitionToCommit(commit)) return failed(Errors.NONE);
    if (commit.groupId === '') return failed(Errors.INVALID_GROUP_ID);
    const producer = { producerId, producerEpoch };
    const guard = this.#shards
      .shardOf(commit.groupId)
      ?.consult((machine, now) => machine.offsets.drawGuard(producer, now));
    const refused = guard === undefined ? Errors.NONE : await this.#verify(request, apiVersion);
    if (refused !== Errors.NONE) return answer(failed(refused));
    const command = { ...commit, isTransactional: true, producer, guard } as const;
    const reply = this.#shards.submit<TxnOffsetCommitResponse>(
      commit.groupId,
      (machine, replyTo, now) => machine.offsets.commitTransactional(command, replyTo, now),
      failed,
    );
    return answer(await reply.response);
  }

  /** Ends a producer's transaction in one partition of `__consumer_offsets` (B71, B72). */
  writeMarker(partition: number, marker: OffsetsMarker): Promise<ErrorCode> {
    const write: Command<ErrorCode> = (machine, replyTo, now) => machine.offsets.writeMarker(marker, replyTo, now);
    const shard = this.#shards.shardOfPartition(partition);
    return shard === undefined
      ? Promise.resolve(Errors.NOT_LEADER_OR_FOLLOWER)
      : shard.submit(write, (code) => code).response;
  }

  async fetch(context: GroupRequestContext, request: OffsetFetchRequest): Promise<OffsetFetchResponse> {
    const groups = groupsToFetch(request, context.apiVersion);
    const responses = await Promise.all(groups.map((group) => this.#fetchGroup(context, request, group)));
    return fetchResponse(responses, request, context.apiVersion);
  }

  async delete(_context: GroupRequestContext, request: OffsetDeleteRequest): Promise<OffsetDeleteResponse> {
    const command = deleteCommand(request, this.#dependencies.catalog);
    if (!hasPartitionToDelete(command)) return deleteResponse(command, () => Errors.NONE);
    if (command.groupId === '') return refusedDelete(Errors.INVALID_GROUP_ID);
    return this.#shards.submit<OffsetDeleteResponse>(
      command.groupId,
      (machine, replyTo, now) => machine.offsets.delete(command, replyTo, now),
      refusedDelete,
    ).response;
  }

  async #fetchGroup(
    { apiVersion }: GroupRequestContext,
    request: OffsetFetchRequest,
    group: OffsetFetchRequestGroup,
  ): Promise<OffsetFetchResponseGroup> {
    const { catalog } = this.#dependencies;
    const fetch = fetchCommand(group, request, apiVersion, catalog);
    const reply = this.#shards.submit<OffsetFetchResponseGroup>(
      group.groupId,
      (machine, replyTo) => machine.offsets.fetch(fetch, replyTo),
      (code) => failedGroup(group.groupId, code),
    );
    return withUnknownTopics(await reply.response, group, apiVersion, catalog);
  }

  /** Whether the group's offsets are part of the producer's transaction; since v5 they are made so. */
  async #verify(request: TxnOffsetCommitRequest, apiVersion: number): Promise<ErrorCode> {
    const { transactions, verifiesPartitions } = this.#dependencies;
    const { transactionalId, producerId, producerEpoch, groupId } = request;
    const partitions = [{ topic: consumerOffsetsTopic, partition: this.#shards.partitionFor(groupId) }];
    const claim = { transactionalId, producerId, producerEpoch, partitions };
    const isToAdd = apiVersion >= addsOffsetsFrom;
    if (!isToAdd && !verifiesPartitions) return Errors.NONE;
    const [code = Errors.UNKNOWN_SERVER_ERROR] = await (isToAdd ? transactions.add(claim) : transactions.verify(claim));
    return verificationError(code, apiVersion);
  }
}
