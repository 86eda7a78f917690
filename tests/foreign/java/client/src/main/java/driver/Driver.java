package driver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.protocol.Errors;

/**
 * The Java client behind the line-JSON interface of tests/foreign/README.md: one request a line on standard input,
 * one answer a line on standard output, in the order of the requests.
 */
public final class Driver {
    static final ObjectMapper JSON = new ObjectMapper();

    private final Administration administration;
    private final Producing producing;
    private final Transacting transacting;
    private final Map<String, Member> members = new HashMap<>();
    private final String address;

    private Driver(String address) {
        this.address = address;
        administration = new Administration(address);
        producing = new Producing(address);
        transacting = new Transacting(address);
    }

    public static void main(String[] arguments) throws Exception {
        PrintStream answers = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.setOut(System.err);
        Driver driver = new Driver(arguments[0]);
        BufferedReader requests = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = requests.readLine(); line != null; line = requests.readLine()) {
            answers.println(JSON.writeValueAsString(driver.answer(JSON.readTree(line))));
        }
        System.exit(0);
    }

    private ObjectNode answer(JsonNode request) {
        ObjectNode answer = JSON.createObjectNode();
        answer.set("id", request.get("id"));
        try {
            answer.set("result", execute(request.get("command").asText(), request.get("arguments")));
        } catch (Throwable failure) {
            answer.set("error", describe(failure));
        }
        return answer;
    }

    private static ObjectNode describe(Throwable failure) {
        Throwable cause = failure;
        while ((cause instanceof ExecutionException || cause instanceof CompletionException
                || cause.getClass() == RuntimeException.class || cause.getClass() == org.apache.kafka.common.KafkaException.class)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        ObjectNode error = JSON.createObjectNode();
        error.put("code", Errors.forException(cause).code());
        error.put("name", cause.getClass().getSimpleName());
        error.put("message", String.valueOf(cause.getMessage()));
        return error;
    }

    private JsonNode execute(String command, JsonNode arguments) throws Exception {
        return switch (command) {
            case "produce" -> producing.produce(arguments);
            case "transact" -> transacting.transact(arguments);
            case "assign" -> open(arguments, Member.assign(address, arguments));
            case "join" -> open(arguments, Member.join(address, arguments));
            case "assignment" -> member(arguments).assignment();
            case "drain" -> member(arguments).drain(arguments);
            case "commit" -> member(arguments).commit(arguments);
            case "leave" -> leave(arguments);
            default -> administration.execute(command, arguments);
        };
    }

    private JsonNode open(JsonNode arguments, Member member) {
        members.put(arguments.get("member").asText(), member);
        return JSON.createObjectNode();
    }

    private Member member(JsonNode arguments) {
        return members.get(arguments.get("member").asText());
    }

    private JsonNode leave(JsonNode arguments) throws Exception {
        Member member = members.remove(arguments.get("member").asText());
        return member.leave();
    }
}
