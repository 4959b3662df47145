package io.github.dbdsc.function;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;

/**
 * The Functions host's worker process: wired from its environment as on Azure, it runs the queue function for each message
 * that the host hands over, and says when it is done. It does not end by itself, whatever becomes of the host.
 */
final class FunctionWorker {

    private static final String READY = "ready";
    private static final String DONE = "done";
    private static final String FAILED = "failed";

    private final Process process;
    private final BufferedReader answers;

    private FunctionWorker(Process process) {
        this.process = process;
        this.answers = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Starts one with these settings, and waits until it can be handed messages. */
    static FunctionWorker start(Map<String, String> settings) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        FunctionWorker.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(settings);
        FunctionWorker worker = new FunctionWorker(builder.start());
        if (!READY.equals(worker.answers.readLine())) {
            throw new IOException("the worker did not start");
        }
        return worker;
    }

    Process process() {
        return process;
    }

    /** Hands a message over and waits for the end of the function, or of the process; returns whether the message is done. */
    boolean handles(String message, String insertionTime, String deliveries) {
        try {
            String encoded = Base64.getEncoder().encodeToString(message.getBytes(StandardCharsets.UTF_8));
            process.getOutputStream()
                    .write((encoded + " " + insertionTime + " " + deliveries + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
            return DONE.equals(answers.readLine());
        } catch (IOException e) {
            return false; // it has ended
        }
    }

    public static void main(String[] arguments) throws Exception {
        QueueFunction function = new FunctionApp().getInstance(QueueFunction.class);
        RecordedContext context = new RecordedContext();
        BufferedReader messages = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        System.out.println(READY);
        for (String line = messages.readLine(); line != null; line = messages.readLine()) {
            String[] parts = line.split(" ", 3);
            System.out.println(result(function, parts, context));
        }
        Thread.currentThread().join();
    }

    private static String result(QueueFunction function, String[] parts, RecordedContext context) {
        try {
            String message = new String(Base64.getDecoder().decode(parts[0]), StandardCharsets.UTF_8);
            function.runSync(message, parts[1], parts[2], context);
            return DONE;
        } catch (RuntimeException e) {
            return FAILED;
        }
    }
}
