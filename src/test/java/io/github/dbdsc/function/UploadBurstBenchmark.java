package io.github.dbdsc.function;

import io.github.dbdsc.fakes.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Measures what a burst of uploads costs on one machine and on several, each a process of its own, with one queue between
 * them: the platform starts an instance for every message that waits. Needs Azurite's Node modules, which
 * {@code mvn verify} installs. Nothing is shortened, except that the tests' host looks for messages more often.
 *
 * <pre>mvn -q test-compile exec:exec -Dexec.executable=java -Dexec.classpathScope=test \
 *   -Dexec.args="-cp %classpath io.github.dbdsc.function.UploadBurstBenchmark 500 1 8"</pre>
 */
public final class UploadBurstBenchmark {

    private static final int AT_ONCE = 16;

    private UploadBurstBenchmark() {}

    /** Takes the number of files, then numbers of workers. */
    public static void main(String[] arguments) throws Exception {
        int files = Integer.parseInt(arguments[0]);
        System.out.println(
                "| workers | requests | sent again | lock asked for | found taken | covered | runs | seconds until every job is there | until nothing is left |");
        System.out.println("|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
        for (String workers : List.of(arguments).subList(1, arguments.length)) {
            measure(files, Integer.parseInt(workers));
        }
        System.exit(0); // Azurite's threads would go on
    }

    private static void measure(int files, int workers) throws Exception {
        Path logs = Files.createTempDirectory("burst");
        List<Process> processes = new ArrayList<>();
        try (Deployment deployment = Deployment.create()) {
            for (int i = 0; i < workers; i++) {
                processes.add(WorkerProcess.logging(deployment.settings(), logs.resolve(i + ".log")));
            }
            Eventually.holds(
                    "the workers are ready",
                    () -> lines(logs).filter(WorkerProcess.READY::equals).count() == workers);
            long start = System.nanoTime();
            upload(deployment, Deployment.definitions(files));
            Eventually.holds(
                    "every job is there",
                    () -> deployment.workspace().jobs().all().size() >= files);
            Duration there = Duration.ofNanos(System.nanoTime() - start);
            deployment.awaitNothingLeft();
            Duration time = Duration.ofNanos(System.nanoTime() - start);
            for (Process process : processes) {
                process.destroy();
                process.waitFor(1, TimeUnit.MINUTES);
            }
            check(deployment, files);
            print(workers, logs, there, time);
        } finally {
            processes.forEach(Process::destroyForcibly);
            delete(logs);
        }
    }

    private static void upload(Deployment deployment, List<String> definitions) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        definitions.forEach(path -> threads.execute(() -> {
            deployment.upload(path);
            deployment.announce(path);
        }));
        threads.shutdown();
        threads.awaitTermination(5, TimeUnit.MINUTES);
    }

    private static void check(Deployment deployment, int files) {
        List<String> wanted = Deployment.jobsOf(Deployment.definitions(files));
        if (!deployment.jobs().equals(wanted)
                || deployment.workspace().calls().writes() != files
                || deployment.givenUp() != 0) {
            throw new IllegalStateException("not every job is there once, or something was given up");
        }
    }

    private static void print(int workers, Path logs, Duration there, Duration time) {
        long asked = count(logs, line -> line.contains("landed, asked for run"));
        long again = count(logs, line -> line.startsWith("tried again in "));
        long taken = count(logs, line -> line.startsWith("tried again in ") && line.contains("another pass"));
        long covered = count(logs, line -> line.startsWith("done already by run "));
        long runs = count(logs, line -> line.startsWith(RunLog.PREFIX));
        System.out.printf(
                Locale.ROOT,
                "| %d | %d | %d | %d | %d | %d | %d | %.0f | %.0f |%n",
                workers,
                asked,
                again,
                taken + runs,
                taken,
                covered,
                runs,
                there.toMillis() / 1e3,
                time.toMillis() / 1e3);
    }

    private static long count(Path logs, Predicate<String> wanted) {
        return lines(logs).filter(wanted).count();
    }

    private static Stream<String> lines(Path logs) {
        try (Stream<Path> files = Files.list(logs)) {
            List<String> lines = new ArrayList<>();
            for (Path file : files.toList()) {
                lines.addAll(Files.readAllLines(file, StandardCharsets.UTF_8));
            }
            return lines.stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path logs) throws IOException {
        try (Stream<Path> files = Files.list(logs)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(logs);
    }
}
