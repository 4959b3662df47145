package io.github.dbdsc.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dbdsc.definition.SourcePaths;
import io.github.dbdsc.fakes.InMemoryStores;
import io.github.dbdsc.local.FolderStores;
import io.github.dbdsc.local.simulation.Fault;
import io.github.dbdsc.local.simulation.SimulatedWorkspace;
import io.github.dbdsc.model.ExternalServiceException;
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.model.TargetView;
import io.github.dbdsc.model.TargetView.Development;
import io.github.dbdsc.plan.OwnershipPolicy;
import io.github.dbdsc.plan.OwnershipPolicy.OnNameTaken;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Three targets that share one container and one store of states: two in one workspace with owners of their own, one elsewhere
 * in development. Files change, workspaces fail, processes die; in the end each target has its own jobs and nobody else's.
 */
class TargetChaosTest {

    private static final List<String> TARGETS = List.of("dev", "test", "prod");
    private static final int ROUNDS = 25;
    private static final int KEYS = 5;

    @TempDir
    private Path folder;

    private final SimulatedWorkspace shared = SimulatedWorkspace.start();
    private final SimulatedWorkspace own = SimulatedWorkspace.start();
    private final Map<String, String> definitions = new TreeMap<>();
    private Instant now = Instant.parse("2026-11-22T12:00:00Z");

    @BeforeEach
    void accept() throws IOException {
        shared.accept(Passes.ROBOT);
        own.accept(Passes.ROBOT);
        put(
                "templates/standard.jinja2",
                "{\"name\": \"{{ target.name }} {{ job.name }} {{ vars.x }}\", \"description\": \"{{ job.name }}\"}");
        put("vars.json", "{\"x\": 0}");
    }

    @AfterEach
    void stop() {
        shared.close();
        own.close();
    }

    private SimulatedWorkspace workspace(String target) {
        return target.equals("dev") ? own : shared;
    }

    private static String owner(String target) {
        return "team-" + target;
    }

    private Reconciler reconciler(String target, Death death) {
        TargetView view = new TargetView(
                target,
                new TreeSet<>(TARGETS),
                URI.create("https://x.example.com"),
                "",
                target.equals("dev") ? Optional.of(new Development("[dev] ")) : Optional.empty());
        OwnershipPolicy us =
                new OwnershipPolicy(owner(target), Optional.of(Passes.ROBOT.userName()), OnNameTaken.REFUSE);
        now = now.plus(Duration.ofHours(25)); // so that the limit of deletes keeps nothing back
        return Passes.of(us, new RunPolicy(true, 100, Duration.ZERO))
                .at(Clock.fixed(now, ZoneOffset.UTC), pause -> {})
                .in(workspace(target).uri(), 1)
                .seeing(view)
                .reconciler(death.of(Passes.client(workspace(target))), death.of(stores(target)));
    }

    /** The lock of a process that has died is free. */
    private Stores stores(String target) {
        Stores kept = FolderStores.in(folder, new SourcePaths("", target, new TreeSet<>(TARGETS)));
        return new Stores(kept.definitions(), new InMemoryStores().stores().lock(), kept.state(), kept.reports());
    }

    private void change(Random random) throws IOException {
        String path = "jobs/k" + random.nextInt(KEYS) + ".json";
        switch (random.nextInt(5)) {
            case 0 -> {
                definitions.remove(path);
                Files.deleteIfExists(folder.resolve(path));
            }
            case 1 -> put("vars/" + TARGETS.get(random.nextInt(3)) + ".json", "{\"x\": " + random.nextInt(3) + "}");
            default -> {
                List<String> targets = new ArrayList<>(TARGETS);
                targets.remove(random.nextInt(3));
                String some =
                        random.nextBoolean() ? "" : ", \"$targets\": [\"" + String.join("\", \"", targets) + "\"]";
                String other =
                        random.nextBoolean() ? "" : ", \"$override\": {\"prod\": {\"name\": \"special " + path + "\"}}";
                definitions.put(path, some);
                put(path, "{\"name\": \"" + path + "\"" + some + other + "}");
            }
        }
    }

    private void put(String path, String content) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.resolveSibling(""));
        Files.writeString(file, content);
    }

    private Set<String> wanted(String target) {
        Set<String> keys = new TreeSet<>();
        definitions.forEach((path, targets) -> {
            if (targets.isEmpty() || targets.contains("\"" + target + "\"")) {
                keys.add(path.substring("jobs/".length(), path.length() - ".json".length()));
            }
        });
        return keys;
    }

    private List<String> keysOfJobs(String target) {
        return workspace(target).jobs().all().stream()
                .filter(job -> job.tag("dsc-owner").equals(Optional.of(owner(target))))
                .map(job -> job.tag("dsc-key").orElseThrow())
                .sorted()
                .toList();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void each_target_ends_with_its_own_jobs_and_nobody_elses(long seed) throws IOException {
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            change(random);
            String target = TARGETS.get(random.nextInt(3));
            workspace(target)
                    .faults()
                    .atRandom(random.nextLong(), 0.15, Fault.unavailable(), Fault.internalError(), Fault.answerLost());
            Death death =
                    random.nextInt(3) == 0 ? Death.at(random.nextInt(1, 20), random.nextBoolean()) : Death.never();
            try {
                reconciler(target, death).run(SyncRequest.SYNC);
            } catch (ExternalServiceException | Death.Killed e) {
                // what is left is the next run's
            }
            workspace(target).faults().clear();
        }

        for (int round = 0; round < 3; round++) {
            TARGETS.forEach(target -> reconciler(target, Death.never()).run(SyncRequest.SYNC));
        }

        for (String target : TARGETS) {
            assertThat(keysOfJobs(target)).as(target).containsExactlyElementsOf(wanted(target));
        }
        int all = TARGETS.stream().mapToInt(target -> wanted(target).size()).sum();
        assertThat(own.jobs().all().size() + shared.jobs().all().size()).isEqualTo(all);
        shared.calls().reset();
        own.calls().reset();
        TARGETS.forEach(target -> reconciler(target, Death.never()).run(SyncRequest.SYNC));
        assertThat(shared.calls().writes() + own.calls().writes()).isZero();
    }
}
