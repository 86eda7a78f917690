package tools;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.apache.kafka.common.utils.Exit;

/**
 * Runs the main methods of Kafka's command-line classes one after the other, so that they share the start of one virtual
 * machine. A request a line on standard input, an answer a line on standard output:
 *
 * <pre>
 * {"main": "org.apache.kafka.tools.ClusterTool", "words": ["cluster-id", …], "input": ""}
 * {"code": 0, "output": "Cluster ID: …", "complaints": ""}
 * {"jars": ["kafka-tools"]}
 * {"mains": ["org.apache.kafka.tools.AclCommand", …]}
 * </pre>
 */
public final class Tools {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long PATIENCE_SECONDS = 45;

    private static volatile CompletableFuture<Integer> ended = new CompletableFuture<>();
    private static final List<Runnable> hooks = new CopyOnWriteArrayList<>();
    private static volatile OutputStream output = OutputStream.nullOutputStream();
    private static volatile OutputStream complaints = OutputStream.nullOutputStream();

    private Tools() {}

    public static void main(String[] arguments) throws Exception {
        PrintStream answers = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        BufferedReader requests = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        System.setOut(new PrintStream(new Switched(() -> output), true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(new Switched(() -> complaints), true, StandardCharsets.UTF_8));
        Exit.setExitProcedure((code, message) -> exit(code));
        Exit.setHaltProcedure((code, message) -> exit(code));
        Exit.setShutdownHookAdder((name, runnable) -> hooks.add(runnable));
        for (String line = requests.readLine(); line != null; line = requests.readLine()) {
            JsonNode request = JSON.readTree(line);
            answers.println(request.has("jars") ? mains(request.get("jars")) : run(request));
        }
        Runtime.getRuntime().halt(0);
    }

    /** Whoever asks for the end of the process goes no further, as if it had come. */
    private static void exit(int code) {
        ended.complete(code);
        while (true) LockSupport.park();
    }

    private static ObjectNode run(JsonNode request) throws Exception {
        List<String> words = new ArrayList<>();
        request.get("words").forEach(word -> words.add(word.asText()));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        output = out;
        complaints = err;
        System.setIn(new ByteArrayInputStream(request.path("input").asText().getBytes(StandardCharsets.UTF_8)));
        CompletableFuture<Integer> end = new CompletableFuture<>();
        ended = end;
        Thread thread = new Thread(() -> end.complete(call(request.get("main").asText(), words)), "tool");
        thread.setDaemon(true);
        thread.start();
        int code = end.completeOnTimeout(-1, PATIENCE_SECONDS, TimeUnit.SECONDS).get();
        runHooks();
        ObjectNode answer = JSON.createObjectNode().put("code", code);
        answer.put("output", out.toString(StandardCharsets.UTF_8));
        return answer.put("complaints", err.toString(StandardCharsets.UTF_8));
    }

    /** What would have run at the end of the process. */
    private static void runHooks() throws InterruptedException {
        List<Runnable> due = new ArrayList<>(hooks);
        hooks.clear();
        for (Runnable hook : due) {
            Thread thread = new Thread(hook, "hook");
            thread.setDaemon(true);
            thread.start();
            thread.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
        }
    }

    private static int call(String name, List<String> words) {
        try {
            Class.forName(name).getMethod("main", String[].class).invoke(null, (Object) words.toArray(new String[0]));
            return 0;
        } catch (InvocationTargetException thrown) {
            thrown.getCause().printStackTrace();
            return 1;
        } catch (ReflectiveOperationException | LinkageError missing) {
            missing.printStackTrace();
            return 1;
        }
    }

    /** The classes with a main method in the jars of the class path whose names begin so. */
    private static ObjectNode mains(JsonNode jars) throws Exception {
        ObjectNode answer = JSON.createObjectNode();
        for (String path : System.getProperty("java.class.path").split(":")) {
            String file = path.substring(path.lastIndexOf('/') + 1);
            for (JsonNode jar : jars) {
                if (file.startsWith(jar.asText() + "-")) mains(path).forEach(answer.withArray("mains")::add);
            }
        }
        return answer;
    }

    private static List<String> mains(String path) throws Exception {
        List<String> names = new ArrayList<>();
        try (JarFile jar = new JarFile(path)) {
            for (JarEntry entry : Collections.list(jar.entries())) {
                String file = entry.getName();
                if (!file.endsWith(".class") || file.contains("$")) continue;
                String name = file.substring(0, file.length() - ".class".length()).replace('/', '.');
                if (hasMain(name)) names.add(name);
            }
        }
        return names;
    }

    private static boolean hasMain(String name) {
        try {
            Class<?> type = Class.forName(name, false, Tools.class.getClassLoader());
            Method main = type.getDeclaredMethod("main", String[].class);
            return Modifier.isStatic(main.getModifiers());
        } catch (ReflectiveOperationException | LinkageError none) {
            return false;
        }
    }

    private interface Target {
        OutputStream get();
    }

    /** Writes to wherever output goes at the moment: some classes keep the stream that they found first. */
    private static final class Switched extends OutputStream {
        private final Target target;

        Switched(Target target) {
            this.target = target;
        }

        @Override
        public void write(int value) throws java.io.IOException {
            target.get().write(value);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws java.io.IOException {
            target.get().write(bytes, offset, length);
        }
    }
}
