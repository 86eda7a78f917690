"""librdkafka through confluent-kafka, behind the line-JSON interface of tests/foreign/README.md."""

import base64
import json
import queue
import sys
import threading
import time
from concurrent.futures import Future

from confluent_kafka import (
    Consumer,
    KafkaError,
    KafkaException,
    Producer,
    TopicPartition,
    OFFSET_BEGINNING,
    OFFSET_END,
)
from confluent_kafka.admin import AdminClient, ConfigResource, NewPartitions, NewTopic

ADDRESS = sys.argv[1]
COMMON = {"bootstrap.servers": ADDRESS, "client.id": "confluent-python", "log_level": 3}
admin = AdminClient(COMMON)
members = {}

# confluent-kafka 1.7 gives back one reference to None too many for each null header value that it reads; without a
# store of references the interpreter ends itself after some thousands of them.
spare_references = [None] * 1_000_000


def decoded(text):
    return None if text is None else base64.b64decode(text)


def encoded(data):
    if data is None:
        return None
    return base64.b64encode(data if isinstance(data, bytes) else data.encode()).decode()


class Member:
    """
    A consumer with a thread that keeps polling it, so that it takes part in every rebalance. Whatever else is asked of
    the consumer is asked in that thread: while one is in a poll, others may wait for it for ever.
    """

    def __init__(self, arguments, group):
        self.topic = arguments["topic"]
        self.read = queue.Queue()
        self.asked = queue.Queue()
        self.ends = set()
        self.failure = None
        self.closed = False
        self.consumer = Consumer(
            {
                **COMMON,
                "client.id": "confluent-" + arguments["member"],
                "group.id": group,
                "enable.auto.commit": False,
                "auto.offset.reset": "earliest",
                "enable.partition.eof": True,
                "fetch.wait.max.ms": 100,
                **(
                    {"group.protocol": "consumer"}
                    if arguments.get("protocol") == "consumer"
                    else {
                        "heartbeat.interval.ms": 300,
                        "session.timeout.ms": 10000,
                        "partition.assignment.strategy": arguments.get("strategy", "range,roundrobin"),
                    }
                ),
                **({"group.instance.id": arguments["instance"]} if "instance" in arguments else {}),
                "isolation.level": "read_committed" if arguments.get("readCommitted", True) else "read_uncommitted",
            }
        )
        self.thread = threading.Thread(target=self.run, daemon=True)

    def run(self):
        while not self.closed:
            while not self.asked.empty():
                action, answer = self.asked.get()
                try:
                    answer.set_result(action(self.consumer))
                except Exception as failure:
                    answer.set_exception(failure)
            message = self.consumer.poll(0.05)
            if message is None:
                continue
            if message.error() is None:
                self.read.put(message)
            elif message.error().code() == KafkaError._PARTITION_EOF:
                self.ends.add(message.partition())
            elif message.error().code() != KafkaError.REBALANCE_IN_PROGRESS:
                # That one it only mentions, and joins again by itself.
                self.failure = message.error()
        self.consumer.close()

    def ask(self, action):
        answer = Future()
        self.asked.put((action, answer))
        return answer.result(20)


def assign(arguments):
    member = Member(arguments, "unused-by-an-assigned-consumer")
    start = arguments["from"]
    partitions = [TopicPartition(member.topic, each) for each in arguments["partitions"]]
    if start == "earliest" or start == "latest":
        for each in partitions:
            each.offset = OFFSET_BEGINNING if start == "earliest" else OFFSET_END
    elif "offset" in start:
        for each in partitions:
            each.offset = start["offset"]
    else:
        for each in partitions:
            each.offset = start["timestamp"]
        partitions = member.consumer.offsets_for_times(partitions, timeout=10)
    member.consumer.assign(partitions)
    member.thread.start()
    members[arguments["member"]] = member
    deadline = time.monotonic() + 10
    while start == "latest" and len(member.ends) < len(partitions) and time.monotonic() < deadline:
        time.sleep(0.01)
    return {}


def join(arguments):
    member = Member(arguments, arguments["group"])
    member.consumer.subscribe([member.topic])
    member.thread.start()
    members[arguments["member"]] = member
    return {}


def assignment(arguments):
    assigned = members[arguments["member"]].ask(lambda consumer: consumer.assignment())
    return {"partitions": sorted(each.partition for each in assigned)}


def drain(arguments):
    member = members[arguments["member"]]
    deadline = time.monotonic() + arguments["timeoutMs"] / 1000
    records = []
    while len(records) < arguments["count"]:
        try:
            records.append(consumed(member.read.get(timeout=max(0.0, deadline - time.monotonic()))))
        except queue.Empty:
            break
    if not records and member.failure is not None:
        raise KafkaException(member.failure)
    return {"records": records}


def consumed(message):
    return {
        "partition": message.partition(),
        "offset": message.offset(),
        "timestamp": message.timestamp()[1],
        "key": encoded(message.key()),
        "value": encoded(message.value()),
        "headers": [[name, encoded(value)] for name, value in message.headers() or []],
    }


def commit(arguments):
    member = members[arguments["member"]]
    offsets = [TopicPartition(member.topic, each["partition"], each["offset"]) for each in arguments["offsets"]]
    member.ask(lambda consumer: consumer.commit(offsets=offsets, asynchronous=False))
    return {}


def leave(arguments):
    member = members.pop(arguments["member"])
    member.closed = True
    member.thread.join()
    return {}


def produce(arguments):
    producer = Producer(
        {
            **COMMON,
            "acks": arguments["acks"],
            "compression.type": arguments["codec"],
            "enable.idempotence": arguments["idempotent"],
            "linger.ms": 50,
            "message.max.bytes": 8 * 1024 * 1024,
            "message.timeout.ms": 20000,
        }
    )
    offsets = [None] * len(arguments["records"])
    failures = []

    def delivered(index):
        def report(error, message):
            if error is not None:
                failures.append(error)
            else:
                offsets[index] = message.offset()

        return report

    for index, record in enumerate(arguments["records"]):
        producer.produce(
            arguments["topic"],
            partition=arguments["partition"],
            key=decoded(record["key"]),
            value=decoded(record["value"]),
            headers=[(name, decoded(value)) for name, value in record["headers"]],
            timestamp=record["timestamp"],
            on_delivery=delivered(index),
        )
    producer.flush(30)
    if failures:
        raise KafkaException(failures[0])
    return {"offsets": None if arguments["acks"] == 0 else offsets}


class Transacting:
    """A transactional producer, kept from call to call with its open transaction."""

    def __init__(self, transactional_id):
        self.open = False
        self.producer = Producer(
            {**COMMON, "transactional.id": transactional_id, "transaction.timeout.ms": 30000, "linger.ms": 5}
        )
        self.producer.init_transactions(15)

    def write(self, writes):
        if not self.open:
            self.producer.begin_transaction()
            self.open = True
        failures = []
        for write in writes:
            for value in write["values"]:
                self.producer.produce(
                    write["topic"],
                    partition=write["partition"],
                    value=decoded(value),
                    on_delivery=lambda error, _: failures.append(error) if error is not None else None,
                )
        self.producer.flush(15)
        if failures:
            raise KafkaException(failures[0])

    def commit_offset(self, offset):
        consumer = Consumer({**COMMON, "group.id": offset["group"]})
        try:
            at = [TopicPartition(offset["topic"], offset["partition"], offset["offset"])]
            self.producer.send_offsets_to_transaction(at, consumer.consumer_group_metadata(), 15)
        finally:
            consumer.close()

    def end(self, how):
        if how == "none":
            return
        self.open = False
        if how == "commit":
            self.producer.commit_transaction(15)
        else:
            self.producer.abort_transaction(15)


transacting = {}


def transact(arguments):
    name = arguments["transactionalId"]
    if name not in transacting:
        transacting[name] = Transacting(name)
    transacting[name].write(arguments["writes"])
    if "offset" in arguments:
        transacting[name].commit_offset(arguments["offset"])
    transacting[name].end(arguments["end"])
    return {}


def settled(futures):
    for future in futures.values():
        future.result(15)
    return {}


def create_topic(arguments):
    topic = NewTopic(arguments["topic"], arguments["partitions"], config=arguments["configs"])
    return settled(admin.create_topics([topic], request_timeout=15))


def describe_configs(arguments):
    resource = ConfigResource(ConfigResource.Type.TOPIC, arguments["topic"])
    entries = admin.describe_configs([resource], request_timeout=15)[resource].result(15)
    return {"configs": {name: entry.value for name, entry in entries.items()}}


def offset(arguments):
    consumer = Consumer({**COMMON, "group.id": "unused-by-an-offset-query"})
    try:
        partition = TopicPartition(arguments["topic"], arguments["partition"])
        if isinstance(arguments["at"], int):
            partition.offset = arguments["at"]
            found = consumer.offsets_for_times([partition], timeout=10)[0]
            if found.error is not None:
                raise KafkaException(found.error)
            return {"offset": -1 if found.offset < 0 else found.offset}
        earliest, latest = consumer.get_watermark_offsets(partition, timeout=10)
        return {"offset": earliest if arguments["at"] == "earliest" else latest}
    finally:
        consumer.close()


def committed(arguments):
    consumer = Consumer({**COMMON, "group.id": arguments["group"]})
    try:
        partitions = [TopicPartition(arguments["topic"], each) for each in arguments["partitions"]]
        found = consumer.committed(partitions, timeout=10)
        return {"offsets": [{"partition": e.partition, "offset": e.offset, "metadata": None} for e in found if e.offset >= 0]}
    finally:
        consumer.close()


def describe_group(arguments):
    found = admin.list_groups(arguments["group"], timeout=10)
    return {"state": found[0].state, "members": len(found[0].members)}


COMMANDS = {
    "assign": assign,
    "join": join,
    "assignment": assignment,
    "drain": drain,
    "commit": commit,
    "leave": leave,
    "produce": produce,
    "transact": transact,
    "createTopic": create_topic,
    "createPartitions": lambda a: settled(
        admin.create_partitions([NewPartitions(a["topic"], a["partitions"])], request_timeout=15)
    ),
    "deleteTopic": lambda a: settled(admin.delete_topics([a["topic"]], request_timeout=15, operation_timeout=10)),
    "describeConfigs": describe_configs,
    "describeTopic": lambda a: {"partitions": len(admin.list_topics(a["topic"], timeout=10).topics[a["topic"]].partitions)},
    "listTopics": lambda a: {"topics": list(admin.list_topics(timeout=10).topics)},
    "listGroups": lambda a: {"groups": [group.id for group in admin.list_groups(timeout=10)]},
    "describeGroup": describe_group,
    "offset": offset,
    "committed": committed,
}


def answer(request):
    try:
        return {"id": request["id"], "result": COMMANDS[request["command"]](request["arguments"])}
    except KafkaException as failure:
        error = failure.args[0]
        return {"id": request["id"], "error": {"code": error.code(), "name": error.name(), "message": error.str()}}
    except Exception as failure:
        return {"id": request["id"], "error": {"code": -1, "name": type(failure).__name__, "message": str(failure)}}


for line in sys.stdin:
    print(json.dumps(answer(json.loads(line))), flush=True)
