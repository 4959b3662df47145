package io.github.dbdsc.local;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.dbdsc.definition.Snapshot;
import io.github.dbdsc.definition.SourcePaths;
import io.github.dbdsc.function.AppServices;
import io.github.dbdsc.function.EventFunctions;
import io.github.dbdsc.function.FunctionApp;
import io.github.dbdsc.function.QueueFunction;
import io.github.dbdsc.function.Wiring;
import io.github.dbdsc.local.host.LocalHost;
import io.github.dbdsc.local.host.LocalQueue;
import io.github.dbdsc.local.host.LocalTimer;
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.reconcile.Reconciler;
import io.github.dbdsc.reconcile.Stores;
import io.github.dbdsc.settings.Settings;
import io.github.dbdsc.settings.TriggerSettings;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/** The function app on a local port. */
final class LocalService implements AutoCloseable {

    /** The port of the Functions core tools. */
    static final int DEFAULT_PORT = 7071;

    /** The name that events give the container. */
    private static final String CONTAINER = "folder";

    private final LocalTargets targets;
    private final LocalHost host;
    private final LocalQueue queue;
    private final SourceWatch watch;
    private final LocalTimer timer;
    private final Terminal terminal;

    private LocalService(
            LocalTargets targets,
            LocalHost host,
            LocalQueue queue,
            SourceWatch watch,
            LocalTimer timer,
            Terminal terminal) {
        this.targets = targets;
        this.host = host;
        this.queue = queue;
        this.watch = watch;
        this.timer = timer;
        this.terminal = terminal;
    }

    /** Does the same for one target without a name. */
    static LocalService start(
            int port,
            Settings settings,
            Map<String, String> values,
            Stores stores,
            SourceWatch.Watched watched,
            Terminal terminal) {
        SourcePaths paths = SourcePaths.of(settings.view());
        return start(port, List.of(new WorkPlace.Opened(settings, stores, paths)), values, watched, terminal);
    }

    /**
     * Starts the functions on the given stores: over HTTP, on files that change, on schedule, and on the
     * requests that these send.
     *
     * @param values settings by name, of which {@code SCHEDULE} says when everything is compared, and {@code AUTH} and its
     *     like who may call
     * @throws UsageException when the port is taken, or the schedule is not understood
     */
    static LocalService start(
            int port,
            List<WorkPlace.Opened> opened,
            Map<String, String> values,
            SourceWatch.Watched watched,
            Terminal terminal) {
        String schedule = values.getOrDefault(TriggerSettings.SCHEDULE, TriggerSettings.EVERY_HOUR);
        LocalQueue queue = new LocalQueue();
        LocalTargets targets = targets(opened, queue);
        FunctionApp app = FunctionApp.onThisMachine(targets, () -> CONTAINER, values);
        LocalHost host = host(port, app, terminal);
        QueueFunction requests = app.getInstance(QueueFunction.class);
        EventFunctions events = app.getInstance(EventFunctions.class);
        Consumer<String> log = terminal::log;
        LocalTimer timer = timer(schedule, () -> events.onSchedule("{}", host.contextOf("OnSchedule")), log);
        queue.start(
                (message, time, deliveries) -> requests.runSync(message, time, deliveries, host.contextOf("RunSync")),
                log);
        SourceWatch watch = SourceWatch.start(
                watched,
                path -> {
                    if (path.equals(Snapshot.POLICY)) {
                        events.lookForChanges("{}", host.contextOf("LookForChanges"));
                    } else {
                        events.onDefinitionLanded(new byte[0], path, host.contextOf("OnDefinitionLanded"));
                    }
                },
                path -> {
                    if (path.equals(Snapshot.POLICY)) {
                        events.lookForChanges("{}", host.contextOf("LookForChanges"));
                    } else {
                        events.onBlobDeleted(deleted(path), host.contextOf("OnBlobDeleted"));
                    }
                },
                log);
        return new LocalService(targets, host, queue, watch, timer, terminal);
    }

    private static LocalTargets targets(List<WorkPlace.Opened> opened, LocalQueue queue) {
        Map<String, AppServices> services = new LinkedHashMap<>();
        Map<String, SourcePaths> paths = new HashMap<>();
        opened.forEach(target -> {
            String name = target.settings().view().name();
            services.put(name, Wiring.services(target.settings(), target.stores(), queue));
            paths.put(name, target.paths());
        });
        return new LocalTargets(services, paths);
    }

    /** Where it serves, without a slash at the end. */
    URI uri() {
        return host.uri();
    }

    private static LocalTimer timer(String schedule, Runnable function, Consumer<String> log) {
        try {
            return LocalTimer.start(schedule, function, Clock.systemUTC(), log);
        } catch (IllegalArgumentException e) {
            throw new UsageException("SCHEDULE is '" + schedule + "', which is no cron expression with seconds, like "
                    + TriggerSettings.EVERY_HOUR + " for every hour: " + e.getMessage());
        }
    }

    private static LocalHost host(int port, FunctionApp app, Terminal terminal) {
        try {
            return LocalHost.start(port, List.copyOf(app.functions()), terminal::log);
        } catch (IOException | IllegalArgumentException e) {
            throw new UsageException(
                    "port " + port + " can't be had (" + e.getMessage() + "); choose another with --port");
        }
    }

    /** The event of a deleted file, in the form of Event Grid. */
    private static String deleted(String path) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("eventType", "Microsoft.Storage.BlobDeleted")
                .put("subject", "/blobServices/default/containers/" + CONTAINER + "/blobs/" + path)
                .toString();
    }

    /** Has everything compared at once: nobody has told of edits made while no process served the folder. */
    void catchUp() {
        for (String name : targets.names()) {
            AppServices target = targets.of(name);
            target.queue().send(SyncRequest.SYNC.as(target.runIds().get()).because("serve started"), Duration.ZERO);
        }
    }

    Reconciler reconciler() {
        return targets.of(targets.names().get(0)).reconciler();
    }

    void announce() {
        terminal.out().println("Serving, for this machine only:");
        host.addresses().forEach(address -> terminal.out().println("  " + address));
        timer.next()
                .ifPresent(time -> terminal.out().println("Looks at everything on schedule, next at " + time + "."));
    }

    /** Waits until the process is told to end, by Ctrl-C for example. */
    void awaitEnd() {
        terminal.out().println("Ctrl-C ends it.");
        terminal.out().flush();
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        timer.close();
        watch.close();
        queue.close();
        host.close();
    }
}
