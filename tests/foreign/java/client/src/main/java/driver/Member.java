package driver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.consumer.SubscriptionPattern;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * One consumer with the one thread that may touch it. Commands become tasks for that thread, which polls between them
 * and keeps what it read until it is drained.
 */
final class Member {
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final String topic;
    private final ConcurrentLinkedQueue<FutureTask<?>> tasks = new ConcurrentLinkedQueue<>();
    private final LinkedBlockingQueue<ConsumerRecord<byte[], byte[]>> read = new LinkedBlockingQueue<>();
    private final Thread thread = new Thread(this::run);
    private volatile boolean closed;

    private Member(KafkaConsumer<byte[], byte[]> consumer, String topic) {
        this.consumer = consumer;
        this.topic = topic;
        thread.setDaemon(true);
    }

    static Member assign(String address, JsonNode arguments) throws Exception {
        Member member = new Member(open(address, arguments, null), arguments.get("topic").asText());
        List<TopicPartition> partitions = new ArrayList<>();
        for (JsonNode partition : arguments.get("partitions")) {
            partitions.add(new TopicPartition(member.topic, partition.asInt()));
        }
        member.consumer.assign(partitions);
        member.seek(partitions, arguments.get("from"));
        member.thread.start();
        return member;
    }

    static Member join(String address, JsonNode arguments) {
        Member member = new Member(open(address, arguments, arguments.get("group").asText()), arguments.get("topic").asText());
        if (arguments.path("isPattern").asBoolean()) {
            member.consumer.subscribe(new SubscriptionPattern(member.topic));
        } else {
            member.consumer.subscribe(List.of(member.topic));
        }
        member.thread.start();
        return member;
    }

    JsonNode assignment() throws Exception {
        return onThread(() -> {
            ObjectNode result = Driver.JSON.createObjectNode();
            ArrayNode partitions = result.putArray("partitions");
            consumer.assignment().stream().map(TopicPartition::partition).sorted().forEach(partitions::add);
            return result;
        });
    }

    JsonNode drain(JsonNode arguments) throws Exception {
        int count = arguments.get("count").asInt();
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(arguments.get("timeoutMs").asLong());
        ObjectNode result = Driver.JSON.createObjectNode();
        ArrayNode records = result.putArray("records");
        while (records.size() < count) {
            ConsumerRecord<byte[], byte[]> record = read.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (record == null) {
                break;
            }
            records.add(Records.consumed(record));
        }
        return result;
    }

    JsonNode commit(JsonNode arguments) throws Exception {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        for (JsonNode entry : arguments.get("offsets")) {
            offsets.put(
                    new TopicPartition(topic, entry.get("partition").asInt()),
                    new OffsetAndMetadata(entry.get("offset").asLong(), entry.get("metadata").asText()));
        }
        return onThread(() -> {
            consumer.commitSync(offsets);
            return Driver.JSON.createObjectNode();
        });
    }

    JsonNode leave() throws Exception {
        closed = true;
        consumer.wakeup();
        thread.join();
        return Driver.JSON.createObjectNode();
    }

    private void seek(List<TopicPartition> partitions, JsonNode from) {
        if (from.isTextual()) {
            if (from.asText().equals("earliest")) {
                consumer.seekToBeginning(partitions);
            } else {
                consumer.seekToEnd(partitions);
            }
        } else if (from.has("offset")) {
            partitions.forEach(partition -> consumer.seek(partition, from.get("offset").asLong()));
        } else {
            seekToTimestamp(partitions, from.get("timestamp").asLong());
        }
        partitions.forEach(consumer::position);
    }

    private void seekToTimestamp(List<TopicPartition> partitions, long timestamp) {
        Map<TopicPartition, Long> wanted = new HashMap<>();
        partitions.forEach(partition -> wanted.put(partition, timestamp));
        for (Map.Entry<TopicPartition, OffsetAndTimestamp> found : consumer.offsetsForTimes(wanted).entrySet()) {
            if (found.getValue() == null) {
                consumer.seekToEnd(List.of(found.getKey()));
            } else {
                consumer.seek(found.getKey(), found.getValue().offset());
            }
        }
    }

    private <T> T onThread(Callable<T> action) throws Exception {
        FutureTask<T> task = new FutureTask<>(action);
        tasks.add(task);
        return task.get(30, TimeUnit.SECONDS);
    }

    private void run() {
        while (!closed) {
            for (FutureTask<?> task = tasks.poll(); task != null; task = tasks.poll()) {
                task.run();
            }
            try {
                consumer.poll(Duration.ofMillis(50)).forEach(read::add);
            } catch (org.apache.kafka.common.errors.WakeupException leaving) {
                break;
            }
        }
        consumer.close();
    }

    private static KafkaConsumer<byte[], byte[]> open(String address, JsonNode arguments, String group) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("bootstrap.servers", address);
        settings.put("client.id", "java-" + arguments.get("member").asText());
        settings.put("enable.auto.commit", false);
        settings.put("auto.offset.reset", "earliest");
        settings.put("fetch.max.wait.ms", 100);
        settings.put("metadata.max.age.ms", 1_000);
        if (arguments.path("readCommitted").asBoolean()) {
            settings.put("isolation.level", "read_committed");
        }
        if (arguments.path("protocol").asText().equals("consumer")) {
            settings.put("group.protocol", "consumer");
        } else {
            settings.put("heartbeat.interval.ms", 300);
            settings.put("session.timeout.ms", 10_000);
        }
        if (arguments.has("instance")) {
            settings.put("group.instance.id", arguments.get("instance").asText());
        }
        if (arguments.has("assignors")) {
            List<String> names = new ArrayList<>();
            arguments.get("assignors").forEach(each -> names.add("org.apache.kafka.clients.consumer." + each.asText()));
            settings.put("partition.assignment.strategy", names);
        }
        if (group != null) {
            settings.put("group.id", group);
        }
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
