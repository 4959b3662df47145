package io.github.dbdsc.packaged;

import io.github.dbdsc.packaged.ColdWorker.Identity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Measures how long a new process takes to answer its first HTTP plan: the packaged app in a JVM with the flags of the Functions
 * Java worker, loaded as the worker loads it, on Azurite and a simulated workspace. The worker's own start, before it
 * loads the app, is not in it. Needs the package and Azurite, which {@code mvn verify} installs.
 *
 * <pre>mvn -q package exec:java -DskipTests -Dexec.classpathScope=test \
 *   -Dexec.mainClass=io.github.dbdsc.packaged.ColdStartBenchmark \
 *   -Dexec.args="10 target/azure-functions/db-dsc-jobs"</pre>
 *
 * <p>Arguments: starts of each, then app folders. With the folder of another build, too, both are started in turn, so
 * that other load on the machine affects both.
 */
public final class ColdStartBenchmark {

    private static final int FEW_CLASSES = 20;

    private ColdStartBenchmark() {}

    /** Prints tables in Markdown. */
    public static void main(String[] arguments) throws Exception {
        int starts = Integer.parseInt(arguments[0]);
        List<Path> apps = Stream.of(arguments).skip(1).map(Path::of).toList();
        try (ColdWorker worker = new ColdWorker(Path.of("examples"))) {
            for (Identity identity : Identity.values()) {
                printTable(identity, apps, observe(worker, identity, apps, starts));
            }
            printClasses(worker, apps);
        }
        System.exit(0);
    }

    private static Map<Path, List<Observation>> observe(
            ColdWorker worker, Identity identity, List<Path> apps, int starts) throws Exception {
        for (Path app : apps) {
            worker.plan(app, identity); // the first one reads files that the machine keeps from then on
        }
        Map<Path, List<Observation>> observations = new HashMap<>();
        for (int start = 0; start < starts; start++) {
            for (Path app : apps) {
                observations.computeIfAbsent(app, key -> new ArrayList<>()).add(worker.plan(app, identity));
            }
        }
        return observations;
    }

    private static void printTable(Identity identity, List<Path> apps, Map<Path, List<Observation>> seen) {
        System.out.printf("%nMilliseconds after the start, `AUTHORITY_TYPE` %s: median (least to most)%n%n", identity);
        System.out.println("| |" + cells(apps, app -> "`" + app + "`"));
        System.out.println("|---|" + cells(apps, app -> "---"));
        for (String mark :
                seen.getOrDefault(apps.get(0), List.of()).get(0).marks().keySet()) {
            printRow(mark, apps, seen, observation -> observation.marks().getOrDefault(mark, 0L));
        }
        printRow("busy on processors until then", apps, seen, Observation::busy);
        printRow("of which in the invoking thread", apps, seen, Observation::invoking);
    }

    private static void printRow(
            String title, List<Path> apps, Map<Path, List<Observation>> seen, ToLongFunction<Observation> value) {
        System.out.println("| " + title + " |"
                + cells(apps, app -> {
                    long[] values = seen.getOrDefault(app, List.of()).stream()
                            .mapToLong(value)
                            .sorted()
                            .toArray();
                    return String.format(
                            Locale.ROOT,
                            "%d (%d to %d)",
                            values[values.length / 2],
                            values[0],
                            values[values.length - 1]);
                }));
    }

    private static void printClasses(ColdWorker worker, List<Path> apps) throws Exception {
        Path log = Files.createTempFile("classes", ".log");
        for (Path app : apps) {
            worker.plan(app, Identity.MSI, "-Xlog:class+load:file=" + log + "::filecount=0");
            System.out.printf("%n| classes loaded by `%s`, MSI | |%n|---|---|%n", app);
            for (Map.Entry<String, Long> source : LoadedClasses.bySource(log, FEW_CLASSES)) {
                System.out.println("| " + source.getKey() + " | " + source.getValue() + " |");
            }
        }
        Files.delete(log);
    }

    private static String cells(List<Path> apps, Function<Path, String> cell) {
        return apps.stream().map(app -> " " + cell.apply(app) + " |").collect(Collectors.joining());
    }
}
