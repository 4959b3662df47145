package io.github.dbdsc.function;

import io.github.dbdsc.definition.SourcePaths;
import io.github.dbdsc.fakes.InMemoryStores;
import io.github.dbdsc.local.simulation.Caller;
import io.github.dbdsc.local.simulation.Fault;
import io.github.dbdsc.local.simulation.SimulatedWorkspace;
import io.github.dbdsc.local.simulation.SimulationOptions;
import io.github.dbdsc.model.StoreException;
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.reconcile.Stores;
import io.github.dbdsc.sync.FailedRequests;
import io.github.dbdsc.sync.RequestQueue;
import io.github.dbdsc.sync.RunRequests;
import io.github.dbdsc.sync.SyncRequestJson;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;

/**
 * Uploads the same definitions for many targets at once, and measures when the jobs of each are there: first with all
 * workspaces well, then with one that takes 30 s for each answer, one that is out of order and one that throttles for ever.
 * Arguments: how many targets, jobs of each and workers.
 */
public final class ManyTargetsBenchmark {

    private static final Duration LATENCY = Duration.ofMillis(20);
    private static final int IN_TROUBLE = 3;
    private static final Duration SLOW = Duration.ofSeconds(30);

    private final int jobs;
    private final int workers;
    private final Map<String, SimulatedWorkspace> workspaces = new LinkedHashMap<>();
    private final List<String> healthy = new ArrayList<>();
    private final Map<String, Stores> stores = new LinkedHashMap<>();
    private final SharedQueue queue = new SharedQueue();
    private final AppTargets app;

    private ManyTargetsBenchmark(int targets, int jobs, int workers, boolean withTrouble) {
        this.jobs = jobs;
        this.workers = workers;
        Map<String, String> values = new TreeMap<>();
        for (int i = 0; i < targets; i++) {
            String name = name(i);
            boolean isSlow = withTrouble && i == 0;
            SimulatedWorkspace workspace =
                    SimulatedWorkspace.start(SimulationOptions.defaults().withLatency(isSlow ? SLOW : LATENCY));
            if (withTrouble && i == 1) {
                workspace.faults().fromCall(1, Fault.unavailable());
            } else if (withTrouble && i == 2) {
                workspace.faults().fromCall(1, Fault.throttled(Duration.ofSeconds(5)));
            }
            workspaces.put(name, workspace);
            values.put("DATABRICKS_URI__" + name, workspace.uri().toString());
            values.put("AUTHORITY_TYPE__" + name, "pat");
            values.put("PAT_TOKEN__" + name, Caller.DEMO.token());
            stores.put(name, stores());
            if (!withTrouble || i >= IN_TROUBLE) {
                healthy.add(name);
            }
        }
        values.put("TARGETS", String.join(",", workspaces.keySet()));
        this.app = AppTargets.of(values);
        app.requireSense();
    }

    private static String name(int i) {
        return String.format(Locale.ROOT, "t%03d", i);
    }

    private Stores stores() {
        InMemoryStores memory = new InMemoryStores()
                .file(
                        "templates/standard.jinja2",
                        "{\"name\": \"{{ job.name }}\", \"tags\": {\"target\": \"{{ target.name }}\"}, \"tasks\":"
                                + " [{\"task_key\": \"main\", \"notebook_task\": {\"notebook_path\": \"/a\"}}]}");
        for (int i = 0; i < jobs; i++) {
            memory.file("jobs/j" + i + ".json", "{\"name\": \"job " + i + "\"}");
        }
        return memory.stores();
    }

    /** One machine of the Functions host: it takes one request at a time, and has services of its own. */
    private final class Worker implements TargetServices {

        private final Map<String, AppServices> services = new ConcurrentHashMap<>();
        private String atWork = "";

        @Override
        public List<String> names() {
            return app.names();
        }

        @Override
        public AppServices of(String target) {
            return services.computeIfAbsent(
                    target,
                    name -> Wiring.services(app.of(name).settings(), Objects.requireNonNull(stores.get(name)), queue));
        }

        @Override
        public AppServices toWork(String target) {
            if (!atWork.equals(target)) {
                services.values().forEach(AppServices::forget);
                atWork = target;
            }
            return of(target);
        }

        @Override
        public RunRequests requests(String target) {
            return of(target).requests();
        }

        @Override
        public FailedRequests failures(String target) {
            return of(target).failures();
        }

        @Override
        public SourcePaths paths(String target) {
            return app.of(target).paths();
        }

        void work() {
            QueueFunction function = new QueueFunction(this);
            try {
                while (!Thread.currentThread().isInterrupted()) {
                    SharedQueue.Message message = queue.messages.take();
                    function.runSync(message.text(), message.sentAt().toString(), "1", new RecordedContext());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Hands each message to whichever worker asks next. */
    private static final class SharedQueue implements RequestQueue {

        private final DelayQueue<Message> messages = new DelayQueue<>();

        private record Message(String text, Instant sentAt, long visibleAt) implements Delayed {

            @Override
            public long getDelay(TimeUnit unit) {
                return unit.convert(visibleAt - System.nanoTime(), TimeUnit.NANOSECONDS);
            }

            @Override
            public int compareTo(Delayed other) {
                return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
            }
        }

        @Override
        public void send(SyncRequest request, Duration delay) {
            messages.add(
                    new Message(SyncRequestJson.write(request), Instant.now(), System.nanoTime() + delay.toNanos()));
        }

        @Override
        public void giveUp(SyncRequest request, String reason) {
            throw new StoreException("given up: " + reason);
        }

        @Override
        public Waiting waiting() {
            return new Waiting(messages.size(), 0, List.of());
        }
    }

    /** Returns the seconds from the upload to the last job of each target that is well. */
    private Map<String, Double> measured() throws InterruptedException {
        List<Thread> machines = new ArrayList<>();
        Worker front = new Worker();
        long start = System.nanoTime();
        for (String name : app.names()) {
            String unused = front.of(name).settlingFor(Duration.ZERO).requests().overChanges("an upload");
        }
        for (int i = 0; i < workers; i++) {
            Thread machine = new Thread(new Worker()::work, "machine-" + i);
            machine.setDaemon(true);
            machine.start();
            machines.add(machine);
        }
        Map<String, Double> done = new TreeMap<>();
        while (done.size() < healthy.size()) {
            Thread.sleep(50);
            for (String name : healthy) {
                SimulatedWorkspace workspace = Objects.requireNonNull(workspaces.get(name));
                if (!done.containsKey(name) && workspace.jobs().all().size() == jobs) {
                    done.put(name, (System.nanoTime() - start) / 1e9);
                }
            }
        }
        machines.forEach(Thread::interrupt);
        return done;
    }

    private void close() {
        workspaces.values().forEach(SimulatedWorkspace::close);
    }

    private static Map<String, Double> round(int targets, int jobs, int workers, boolean withTrouble)
            throws InterruptedException {
        ManyTargetsBenchmark benchmark = new ManyTargetsBenchmark(targets, jobs, workers, withTrouble);
        try {
            return benchmark.measured();
        } finally {
            benchmark.close();
        }
    }

    private static double last(Map<String, Double> seconds) {
        return seconds.values().stream().mapToDouble(value -> value).max().orElse(0);
    }

    private static double mean(Map<String, Double> seconds) {
        return seconds.values().stream().mapToDouble(value -> value).average().orElse(0);
    }

    public static void main(String... arguments) throws InterruptedException {
        int targets = Integer.parseInt(arguments[0]);
        int jobs = Integer.parseInt(arguments[1]);
        int workers = Integer.parseInt(arguments[2]);
        Map<String, Double> one = round(1, jobs, 1, false);
        System.out.printf(Locale.ROOT, "one target alone: %.1f s%n", last(one));
        Map<String, Double> well = round(targets, jobs, workers, false);
        System.out.printf(
                Locale.ROOT,
                "%d targets, all well: %.1f s in all (work / workers: %.1f s), %.1f s on average%n",
                targets,
                last(well),
                last(one) * targets / workers,
                mean(well));
        Map<String, Double> troubled = round(targets, jobs, workers, true);
        Map<String, Double> same = new TreeMap<>(well);
        same.keySet().retainAll(troubled.keySet());
        double worst = troubled.entrySet().stream()
                .mapToDouble(entry -> entry.getValue() / Objects.requireNonNull(well.get(entry.getKey())))
                .max()
                .orElse(0);
        System.out.printf(
                Locale.ROOT,
                "three in trouble: the others %.1f s in all, %.1f s on average; %.2f times as long in all, %.2f times on"
                        + " average, %.2f times at worst%n",
                last(troubled),
                mean(troubled),
                last(troubled) / last(same),
                mean(troubled) / mean(same),
                worst);
        System.exit(0);
    }
}
