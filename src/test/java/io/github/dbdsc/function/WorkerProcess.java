package io.github.dbdsc.function;

import io.github.dbdsc.azure.StorageConnection;
import io.github.dbdsc.settings.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A machine with the app in a process of its own, wired from its environment as on Azure. It works until it is ended. */
final class WorkerProcess {

    /** The first line of a log, as soon as messages are handed out. */
    static final String READY = "ready";

    private WorkerProcess() {}

    /** Starts one with these settings, and does not wait for it. */
    static Process start(Map<String, String> settings) throws IOException {
        return start(settings, List.of(), ProcessBuilder.Redirect.DISCARD);
    }

    /** Starts one that writes what its functions log to a file: {@link #READY} at once, the rest when it is told to end. */
    static Process logging(Map<String, String> settings, Path log) throws IOException {
        return start(settings, List.of(), ProcessBuilder.Redirect.to(log.toFile()));
    }

    /**
     * Starts one on which no call of the workspace takes longer than this, in place of a minute, and what a run waits for
     * takes a tenth of the time.
     */
    static Process start(Map<String, String> settings, Duration deadline) throws IOException {
        return start(settings, List.of(deadline.toString()), ProcessBuilder.Redirect.DISCARD);
    }

    private static Process start(Map<String, String> settings, List<String> arguments, ProcessBuilder.Redirect log)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                WorkerProcess.class.getName()));
        command.addAll(arguments);
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(log).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(settings);
        return builder.start();
    }

    public static void main(String[] arguments) throws InterruptedException {
        Map<String, String> settings = Settings.environment();
        FunctionsHost host = arguments.length == 0
                ? FunctionsHost.start(
                        new FunctionApp(),
                        StorageConnection.of(settings, "JobStore"),
                        StorageConnection.of(settings, "JobStore"),
                        Hurry.NONE)
                : Deployment.host(
                        settings,
                        Deployment.services(settings, Hurry.TENFOLD, Hurry.NONE, Duration.parse(arguments[0])),
                        Hurry.NONE);
        System.out.println(READY);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> host.lines().forEach(System.out::println)));
        Thread.currentThread().join();
    }
}
