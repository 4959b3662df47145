package io.github.dbdsc.packaged;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * The function app's own code on this machine, as the packaged {@code serve} starts it.
 *
 * @param process ends with {@link #stop}
 * @param address without a slash at the end
 * @param seen the lines that it has printed so far
 */
public record ServedApp(Process process, String address, List<String> seen) {

    /**
     * Starts it and waits until it serves.
     *
     * @param folder for files of the process
     * @param what what it serves: options of {@code serve}
     */
    public static ServedApp start(Path folder, Map<String, String> settings, String... what) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("serve", "--port", "0"));
        arguments.addAll(List.of(what));
        Process process = PackagedCommand.start(folder, settings, arguments.toArray(String[]::new));
        List<String> seen = new CopyOnWriteArrayList<>();
        CompletableFuture<String> address = new CompletableFuture<>();
        Thread reading = new Thread(() -> {
            try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
                for (String line = output.readLine(); line != null; line = output.readLine()) {
                    seen.add(line);
                    if (line.contains("POST http") && line.endsWith("/api/sync")) {
                        address.complete(line.substring(line.indexOf("http")).replace("/api/sync", ""));
                    }
                }
                address.completeExceptionally(new IllegalStateException("the app ended: " + String.join("\n", seen)));
            } catch (IOException e) {
                address.completeExceptionally(new UncheckedIOException(e));
            }
        });
        reading.setDaemon(true);
        reading.start();
        return new ServedApp(process, address.get(60, TimeUnit.SECONDS), seen);
    }

    /** Ends it as a service is ended. */
    public void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the app does not end");
        }
    }
}
