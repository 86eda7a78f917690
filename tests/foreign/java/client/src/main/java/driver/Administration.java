package driver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;

/** What the interface asks of the admin client. */
final class Administration {
    private final Admin admin;

    Administration(String address) {
        admin = Admin.create(Map.of(
                "bootstrap.servers", address,
                "client.id", "java-admin",
                "request.timeout.ms", 10_000,
                "default.api.timeout.ms", 15_000));
    }

    JsonNode execute(String command, JsonNode arguments) throws Exception {
        ObjectNode result = Driver.JSON.createObjectNode();
        switch (command) {
            case "createTopic" -> createTopic(arguments);
            case "createPartitions" -> admin.createPartitions(
                    Map.of(topic(arguments), NewPartitions.increaseTo(arguments.get("partitions").asInt()))).all().get();
            case "deleteTopic" -> admin.deleteTopics(List.of(topic(arguments))).all().get();
            case "alterConfig" -> alterConfig(arguments);
            case "deleteGroup" -> admin.deleteConsumerGroups(List.of(group(arguments))).all().get();
            case "listTopics" -> admin.listTopics().names().get().forEach(result.putArray("topics")::add);
            case "listGroups" -> listGroups(result);
            case "describeTopic" -> describeTopic(arguments, result);
            case "describeConfigs" -> describeConfigs(arguments, result);
            case "describeGroup" -> describeGroup(arguments, result);
            case "offset" -> offset(arguments, result);
            case "committed" -> committed(arguments, result);
            default -> throw new UnsupportedOperationException(command);
        }
        return result;
    }

    private void createTopic(JsonNode arguments) throws Exception {
        Map<String, String> configs = new HashMap<>();
        arguments.get("configs").fields().forEachRemaining(each -> configs.put(each.getKey(), each.getValue().asText()));
        NewTopic topic = new NewTopic(topic(arguments), Optional.of(arguments.get("partitions").asInt()), Optional.empty());
        admin.createTopics(List.of(topic.configs(configs))).all().get();
    }

    private void listGroups(ObjectNode result) throws Exception {
        ArrayNode groups = result.putArray("groups");
        admin.listGroups().all().get().forEach(each -> groups.add(each.groupId()));
    }

    private void describeTopic(JsonNode arguments, ObjectNode result) throws Exception {
        TopicDescription description = admin.describeTopics(List.of(topic(arguments))).allTopicNames().get().get(topic(arguments));
        result.put("partitions", description.partitions().size());
    }

    private void describeConfigs(JsonNode arguments, ObjectNode result) throws Exception {
        ConfigResource resource = resource(arguments);
        ObjectNode configs = result.putObject("configs");
        for (ConfigEntry entry : admin.describeConfigs(List.of(resource)).all().get().get(resource).entries()) {
            configs.put(entry.name(), entry.value());
        }
    }

    private void alterConfig(JsonNode arguments) throws Exception {
        ConfigEntry entry = new ConfigEntry(arguments.get("name").asText(), arguments.get("value").asText());
        admin.incrementalAlterConfigs(
                Map.of(resource(arguments), List.of(new AlterConfigOp(entry, AlterConfigOp.OpType.SET)))).all().get();
    }

    private void describeGroup(JsonNode arguments, ObjectNode result) throws Exception {
        ConsumerGroupDescription description =
                admin.describeConsumerGroups(List.of(group(arguments))).all().get().get(group(arguments));
        result.put("state", description.groupState().toString());
        result.put("members", description.members().size());
    }

    private void offset(JsonNode arguments, ObjectNode result) throws Exception {
        TopicPartition partition = new TopicPartition(topic(arguments), arguments.get("partition").asInt());
        JsonNode at = arguments.get("at");
        OffsetSpec spec = at.isNumber() ? OffsetSpec.forTimestamp(at.asLong())
                : at.asText().equals("earliest") ? OffsetSpec.earliest() : OffsetSpec.latest();
        result.put("offset", admin.listOffsets(Map.of(partition, spec)).all().get().get(partition).offset());
    }

    private void committed(JsonNode arguments, ObjectNode result) throws Exception {
        ArrayNode offsets = result.putArray("offsets");
        Map<TopicPartition, OffsetAndMetadata> committed =
                admin.listConsumerGroupOffsets(group(arguments)).partitionsToOffsetAndMetadata().get();
        for (JsonNode partition : arguments.get("partitions")) {
            OffsetAndMetadata found = committed.get(new TopicPartition(topic(arguments), partition.asInt()));
            if (found != null) {
                offsets.addObject().put("partition", partition.asInt()).put("offset", found.offset()).put("metadata", found.metadata());
            }
        }
    }

    private static ConfigResource resource(JsonNode arguments) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic(arguments));
    }

    private static String topic(JsonNode arguments) {
        return arguments.get("topic").asText();
    }

    private static String group(JsonNode arguments) {
        return arguments.get("group").asText();
    }
}
