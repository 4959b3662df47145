package io.github.dbdsc.function;

import io.github.dbdsc.azure.StorageConnection;
import io.github.dbdsc.settings.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** A machine with the app in a process of its own, wired from its environment as on Azure. It works until it is ended. */
final class WorkerProcess {

    private WorkerProcess() {}

    /** Starts one with these settings, and does not wait for it. */
    static Process start(Map<String, String> settings) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        WorkerProcess.class.getName())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(settings);
        return builder.start();
    }

    public static void main(String[] args) throws InterruptedException {
        StorageConnection account = StorageConnection.of(Settings.environment(), "JobStore");
        FunctionsHost unused = FunctionsHost.start(new FunctionApp(), account, Hurry.NONE);
        Thread.currentThread().join();
    }
}
