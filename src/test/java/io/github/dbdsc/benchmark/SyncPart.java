package io.github.dbdsc.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The parts of {@link SyncBenchmark}, each in a process of its own. */
enum SyncPart {
    FIVE_HUNDRED("500 jobs") {
        @Override
        List<Measured> run(Path folder) throws IOException {
            BenchmarkFolder definitions = BenchmarkFolder.with(FEW, folder);
            try (WorkspaceProcess workspace = WorkspaceProcess.empty(LATENCY, false)) {
                SyncPasses passes = new SyncPasses(LATENCY, FEW, definitions, workspace);
                passes.firstDeploy();
                passes.inUse();
                return passes.measured();
            }
        }
    },

    FIRST_DEPLOY_UNDER_RATE_LIMITS("500 jobs, the published rate limits") {
        @Override
        List<Measured> run(Path folder) throws IOException {
            return firstDeploy(FEW, folder);
        }
    },

    TEN_THOUSAND("10,000 jobs, there from the start") {
        @Override
        List<Measured> run(Path folder) throws IOException {
            BenchmarkFolder definitions = BenchmarkFolder.with(MANY, folder);
            try (WorkspaceProcess workspace = WorkspaceProcess.inSync(LATENCY, folder)) {
                SyncPasses passes = new SyncPasses(LATENCY, MANY, definitions, workspace);
                passes.firstOfProcess();
                passes.inUse();
                return passes.measured();
            }
        }
    },

    UNDO_OF_5000("5,000 jobs, undone") {
        @Override
        List<Measured> run(Path folder) throws IOException {
            BenchmarkFolder definitions = BenchmarkFolder.with(HALF, folder);
            try (WorkspaceProcess workspace = WorkspaceProcess.inSync(LATENCY, folder)) {
                SyncPasses passes = new SyncPasses(LATENCY, HALF, definitions, workspace);
                passes.firstOfProcess();
                passes.undone();
                return passes.measured();
            }
        }
    },

    FIRST_DEPLOY_OF_10000("10,000 jobs, the published rate limits") {
        @Override
        List<Measured> run(Path folder) throws IOException {
            return firstDeploy(MANY, folder);
        }
    },

    ORIGINAL("500 unchanged jobs the way of the original program") {
        @Override
        List<Measured> run(Path folder) throws IOException {
            BenchmarkFolder definitions = BenchmarkFolder.with(FEW, folder);
            try (WorkspaceProcess workspace = WorkspaceProcess.inSync(LATENCY, folder)) {
                return List.of(new OriginalWay(workspace).deploy(definitions, FEW, LATENCY));
            }
        }
    };

    private static final Duration LATENCY = Duration.ofMillis(50);
    private static final int FEW = 500;
    private static final int HALF = 5_000;

    /** Jobs API 2.2: a workspace holds 10,000 saved jobs. */
    private static final int MANY = 10_000;

    private final String title;

    SyncPart(String title) {
        this.title = title;
    }

    abstract List<Measured> run(Path folder) throws IOException;

    private static List<Measured> firstDeploy(int jobs, Path folder) throws IOException {
        BenchmarkFolder definitions = BenchmarkFolder.with(jobs, folder);
        try (WorkspaceProcess workspace = WorkspaceProcess.empty(LATENCY, true)) {
            SyncPasses passes = new SyncPasses(LATENCY, jobs, definitions, workspace);
            passes.firstDeploy();
            return passes.measured();
        }
    }

    /** Measures the part that it is given, and ends with 1 when a goal was missed. */
    public static void main(String[] arguments) throws IOException {
        SyncPart part = valueOf(arguments[0]);
        Path folder = Files.createTempDirectory("sync-benchmark");
        try {
            System.out.println("\n" + part.title + "\n\n" + Measured.HEAD);
            List<String> missed = part.run(folder).stream()
                    .flatMap(measured -> measured.missed().stream())
                    .toList();
            missed.forEach(goal -> System.out.println("MISSED " + goal));
            System.exit(missed.isEmpty() ? 0 : 1);
        } finally {
            delete(folder);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
