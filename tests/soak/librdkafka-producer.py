"""Sends numbered values through librdkafka until standard input ends, and reports each acknowledged one as a line."""

import json
import sys
import threading

from confluent_kafka import KafkaException, Producer

address, name, partitions, idempotent = sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4] == "true"
stopping = threading.Event()


def wait_for_the_end():
    sys.stdin.read()
    stopping.set()


def delivered(error, message):
    if error is None:
        report(partition=message.partition(), offset=message.offset(), value=message.value().decode())


def report(**fields):
    sys.stdout.write(json.dumps(fields) + "\n")


def opened():
    return Producer(
        {
            "bootstrap.servers": address,
            "client.id": name,
            "acks": -1,
            "enable.idempotence": idempotent,
            "linger.ms": 2,
            "message.timeout.ms": 120000,
            "reconnect.backoff.ms": 20,
            "reconnect.backoff.max.ms": 200,
            "retry.backoff.ms": 50,
            "queue.buffering.max.messages": 1000,
            "log_level": 0,
        }
    )


threading.Thread(target=wait_for_the_end, daemon=True).start()
producer = opened()
number = 0
while not stopping.is_set():
    try:
        producer.produce(name, partition=number // 10 % partitions, value=f"{name}-{number}", on_delivery=delivered)
        number += 1
    except BufferError:
        producer.poll(0.05)
    except KafkaException:
        producer = opened()
    if number % 50 == 0:
        producer.poll(0.005)
        sys.stdout.flush()
producer.flush(60)
report(sent=number)
sys.stdout.flush()
