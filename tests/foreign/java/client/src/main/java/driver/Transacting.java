package driver;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Transactional producers by their transactional ids, which keep them and their open transaction from call to call. */
final class Transacting {
    private final String address;
    private final Map<String, KafkaProducer<byte[], byte[]>> producers = new HashMap<>();
    private final Set<String> open = new HashSet<>();

    Transacting(String address) {
        this.address = address;
    }

    JsonNode transact(JsonNode arguments) throws Exception {
        String id = arguments.get("transactionalId").asText();
        KafkaProducer<byte[], byte[]> producer = producers.get(id);
        if (producer == null) {
            producer = new KafkaProducer<>(settings(id), new ByteArraySerializer(), new ByteArraySerializer());
            producers.put(id, producer);
            producer.initTransactions();
        }
        if (open.add(id)) {
            producer.beginTransaction();
        }
        write(producer, arguments.get("writes"));
        if (arguments.has("offset")) {
            commitOffset(producer, arguments.get("offset"));
        }
        end(producer, id, arguments.get("end").asText());
        return Driver.JSON.createObjectNode();
    }

    private static void write(KafkaProducer<byte[], byte[]> producer, JsonNode writes) throws Exception {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (JsonNode write : writes) {
            for (JsonNode value : write.get("values")) {
                byte[] bytes = Base64.getDecoder().decode(value.asText());
                sent.add(producer.send(new ProducerRecord<>(write.get("topic").asText(), write.get("partition").asInt(), null, bytes)));
            }
        }
        producer.flush();
        for (Future<RecordMetadata> one : sent) {
            one.get();
        }
    }

    private static void commitOffset(KafkaProducer<byte[], byte[]> producer, JsonNode offset) {
        TopicPartition partition = new TopicPartition(offset.get("topic").asText(), offset.get("partition").asInt());
        producer.sendOffsetsToTransaction(
                Map.of(partition, new OffsetAndMetadata(offset.get("offset").asLong())),
                new ConsumerGroupMetadata(offset.get("group").asText()));
    }

    private void end(KafkaProducer<byte[], byte[]> producer, String id, String how) {
        if (how.equals("none")) {
            return;
        }
        open.remove(id);
        if (how.equals("commit")) {
            producer.commitTransaction();
        } else {
            producer.abortTransaction();
        }
    }

    private Map<String, Object> settings(String id) {
        return Map.of(
                "bootstrap.servers", address,
                "client.id", "java-" + id,
                "transactional.id", id,
                "transaction.timeout.ms", 30_000,
                "delivery.timeout.ms", 20_000,
                "request.timeout.ms", 10_000,
                "max.block.ms", 15_000);
    }
}
