"""kafka-python behind the line-JSON interface of tests/foreign/README.md."""

import base64
import json
import queue
import sys
import threading
import time

from kafka import KafkaAdminClient, KafkaConsumer, KafkaProducer, TopicPartition
from kafka.admin import ConfigResource, ConfigResourceType, NewPartitions, NewTopic
from kafka.errors import KafkaError, for_code
from kafka.structs import OffsetAndMetadata

ADDRESS = sys.argv[1]
COMMON = {"bootstrap_servers": ADDRESS, "client_id": "kafka-python"}
members = {}


def decoded(text):
    return None if text is None else base64.b64decode(text)


def encoded(data):
    return None if data is None else base64.b64encode(data).decode()


def admin():
    return KafkaAdminClient(**COMMON, request_timeout_ms=15000)


class Member:
    """A consumer owned by one thread, which polls it between the commands it is given."""

    def __init__(self, arguments, group):
        self.topic = arguments["topic"]
        self.read = queue.Queue()
        self.tasks = queue.Queue()
        self.closed = False
        self.consumer = KafkaConsumer(
            bootstrap_servers=ADDRESS,
            client_id="kafka-python-" + arguments["member"],
            group_id=group,
            enable_auto_commit=False,
            auto_offset_reset="earliest",
            heartbeat_interval_ms=300,
            session_timeout_ms=10000,
            fetch_max_wait_ms=100,
            max_partition_fetch_bytes=8 * 1024 * 1024,
            metadata_max_age_ms=1000,
        )
        self.thread = threading.Thread(target=self.run, daemon=True)

    def run(self):
        while not self.closed:
            while not self.tasks.empty():
                action, outcome = self.tasks.get()
                try:
                    outcome.put((action(), None))
                except Exception as failure:
                    outcome.put((None, failure))
            for records in self.consumer.poll(timeout_ms=50).values():
                for record in records:
                    self.read.put(record)
        self.consumer.close(autocommit=False)

    def on_thread(self, action):
        outcome = queue.Queue()
        self.tasks.put((action, outcome))
        result, failure = outcome.get(timeout=30)
        if failure is not None:
            raise failure
        return result


def assign(arguments):
    member = Member(arguments, None)
    start = arguments["from"]
    consumer = member.consumer
    partitions = [TopicPartition(member.topic, each) for each in arguments["partitions"]]
    consumer.assign(partitions)
    if start == "earliest":
        consumer.seek_to_beginning(*partitions)
    elif start == "latest":
        consumer.seek_to_end(*partitions)
    elif "offset" in start:
        for each in partitions:
            consumer.seek(each, start["offset"])
    else:
        for each, found in consumer.offsets_for_times({each: start["timestamp"] for each in partitions}).items():
            if found is None:
                consumer.seek_to_end(each)
            else:
                consumer.seek(each, found.offset)
    for each in partitions:
        consumer.position(each)
    member.thread.start()
    members[arguments["member"]] = member
    return {}


def join(arguments):
    member = Member(arguments, arguments["group"])
    member.consumer.subscribe([member.topic])
    member.thread.start()
    members[arguments["member"]] = member
    return {}


def assignment(arguments):
    member = members[arguments["member"]]
    return {"partitions": sorted(each.partition for each in member.on_thread(member.consumer.assignment))}


def drain(arguments):
    member = members[arguments["member"]]
    deadline = time.monotonic() + arguments["timeoutMs"] / 1000
    records = []
    while len(records) < arguments["count"]:
        try:
            records.append(consumed(member.read.get(timeout=max(0.0, deadline - time.monotonic()))))
        except queue.Empty:
            break
    return {"records": records}


def consumed(record):
    return {
        "partition": record.partition,
        "offset": record.offset,
        "timestamp": record.timestamp,
        "key": encoded(record.key),
        "value": encoded(record.value),
        "headers": [[name, encoded(value)] for name, value in record.headers],
    }


def commit(arguments):
    member = members[arguments["member"]]
    offsets = {
        TopicPartition(member.topic, each["partition"]): OffsetAndMetadata(each["offset"], each["metadata"])
        for each in arguments["offsets"]
    }
    member.on_thread(lambda: member.consumer.commit(offsets))
    return {}


def leave(arguments):
    member = members.pop(arguments["member"])
    member.closed = True
    member.thread.join()
    return {}


def produce(arguments):
    producer = KafkaProducer(
        **COMMON,
        acks="all" if arguments["acks"] == -1 else arguments["acks"],
        compression_type=None if arguments["codec"] == "none" else arguments["codec"],
        linger_ms=50,
        max_request_size=8 * 1024 * 1024,
    )
    try:
        sent = [
            producer.send(
                arguments["topic"],
                partition=arguments["partition"],
                key=decoded(record["key"]),
                value=decoded(record["value"]),
                headers=[(name, decoded(value)) for name, value in record["headers"]],
                timestamp_ms=record["timestamp"],
            )
            for record in arguments["records"]
        ]
        producer.flush(timeout=30)
        offsets = [future.get(timeout=30).offset for future in sent]
    finally:
        producer.close(timeout=5)
    return {"offsets": None if arguments["acks"] == 0 else offsets}


def checked(response, field):
    for entry in getattr(response, field):
        if entry[1] != 0:
            raise for_code(entry[1])(str(entry))
    return {}


def create_topic(arguments):
    topic = NewTopic(arguments["topic"], arguments["partitions"], 1, topic_configs=arguments["configs"])
    return checked(admin().create_topics([topic], timeout_ms=10000), "topic_errors")


def describe_configs(arguments):
    (response,) = admin().describe_configs([ConfigResource(ConfigResourceType.TOPIC, arguments["topic"])])
    code, message, _, _, entries = response.resources[0]
    if code != 0:
        raise for_code(code)(message)
    return {"configs": {entry[0]: entry[1] for entry in entries}}


def alter_config(arguments):
    resource = ConfigResource(ConfigResourceType.TOPIC, arguments["topic"], configs={arguments["name"]: arguments["value"]})
    for code, message, _, _ in admin().alter_configs([resource]).resources:
        if code != 0:
            raise for_code(code)(message)
    return {}


def offset(arguments):
    consumer = KafkaConsumer(bootstrap_servers=ADDRESS)
    try:
        partition = TopicPartition(arguments["topic"], arguments["partition"])
        at = arguments["at"]
        if at == "earliest":
            return {"offset": consumer.beginning_offsets([partition])[partition]}
        if at == "latest":
            return {"offset": consumer.end_offsets([partition])[partition]}
        found = consumer.offsets_for_times({partition: at})[partition]
        return {"offset": -1 if found is None else found.offset}
    finally:
        consumer.close()


def committed(arguments):
    wanted = [TopicPartition(arguments["topic"], each) for each in arguments["partitions"]]
    found = admin().list_consumer_group_offsets(arguments["group"], partitions=wanted)
    return {
        "offsets": [
            {"partition": each.partition, "offset": found[each].offset, "metadata": found[each].metadata}
            for each in wanted
            if found[each].offset >= 0
        ]
    }


def describe_group(arguments):
    (found,) = admin().describe_consumer_groups([arguments["group"]])
    return {"state": found.state, "members": len(found.members)}


def delete_group(arguments):
    for _, failure in admin().delete_consumer_groups([arguments["group"]]):
        if failure.errno != 0:
            raise failure(arguments["group"])
    return {}


COMMANDS = {
    "assign": assign,
    "join": join,
    "assignment": assignment,
    "drain": drain,
    "commit": commit,
    "leave": leave,
    "produce": produce,
    "createTopic": create_topic,
    "createPartitions": lambda a: checked(
        admin().create_partitions({a["topic"]: NewPartitions(a["partitions"])}, timeout_ms=10000), "topic_errors"
    ),
    "deleteTopic": lambda a: checked(admin().delete_topics([a["topic"]], timeout_ms=10000), "topic_error_codes"),
    "alterConfig": alter_config,
    "describeConfigs": describe_configs,
    "describeTopic": lambda a: {"partitions": len(admin().describe_topics([a["topic"]])[0]["partitions"])},
    "listTopics": lambda a: {"topics": admin().list_topics()},
    "listGroups": lambda a: {"groups": [group for group, _ in admin().list_consumer_groups()]},
    "describeGroup": describe_group,
    "deleteGroup": delete_group,
    "offset": offset,
    "committed": committed,
}


def answer(request):
    try:
        return {"id": request["id"], "result": COMMANDS[request["command"]](request["arguments"])}
    except KafkaError as failure:
        return {
            "id": request["id"],
            "error": {"code": failure.errno or -1, "name": type(failure).__name__, "message": str(failure)},
        }
    except Exception as failure:
        return {"id": request["id"], "error": {"code": -1, "name": type(failure).__name__, "message": str(failure)}}


for line in sys.stdin:
    print(json.dumps(answer(json.loads(line))), flush=True)
