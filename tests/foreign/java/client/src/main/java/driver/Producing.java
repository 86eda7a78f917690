package driver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** One producer a call, so that each call has its own codec, acks and producer id. */
final class Producing {
    private final String address;

    Producing(String address) {
        this.address = address;
    }

    JsonNode produce(JsonNode arguments) throws Exception {
        String topic = arguments.get("topic").asText();
        int partition = arguments.get("partition").asInt();
        ObjectNode result = Driver.JSON.createObjectNode();
        ArrayNode offsets = result.putArray("offsets");
        try (KafkaProducer<byte[], byte[]> producer = open(arguments)) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (JsonNode record : arguments.get("records")) {
                sent.add(producer.send(Records.toProduce(topic, partition, record)));
            }
            producer.flush();
            for (Future<RecordMetadata> one : sent) {
                offsets.add(one.get().offset());
            }
        }
        if (arguments.get("acks").asInt() == 0) {
            result.putNull("offsets");
        }
        return result;
    }

    private KafkaProducer<byte[], byte[]> open(JsonNode arguments) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", address,
                "client.id", "java-producer",
                "compression.type", arguments.get("codec").asText(),
                "acks", arguments.get("acks").asText(),
                "enable.idempotence", arguments.get("idempotent").asBoolean(),
                "linger.ms", 50,
                "max.request.size", 8 * 1024 * 1024,
                "delivery.timeout.ms", 20_000,
                "request.timeout.ms", 10_000,
                "max.block.ms", 10_000);
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
