package io.github.dbdsc.local;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dbdsc.function.Wiring;
import io.github.dbdsc.model.DidYouMean;
import io.github.dbdsc.model.Hold;
import io.github.dbdsc.model.Holds;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.VisibleText;
import io.github.dbdsc.reconcile.Reconciler;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "hold",
        description = {
            "Holds a job, or all: planned and shown, and not written until the hold ends. Without KEY and --all: lists what"
                    + " is held.",
            "Writes beside the state: of the folder, or of the function app with --app, or with --storage. Definitions hold"
                    + " jobs by \"$hold\"."
        })
final class HoldCommand implements Callable<Integer> {
    private static final int MOST_HOURS = 8_784;

    private final Terminal terminal;
    private final Map<String, String> environment;
    private final InstantSource clock;

    @Mixin
    private final WorkPlace place = new WorkPlace();

    @Mixin
    private final AppOptions app = new AppOptions();

    @Parameters(
            arity = "0..1",
            paramLabel = "KEY",
            description = "The job of this definition, for example etl/daily for jobs/etl/daily.json.")
    private @Nullable JobKey key;

    @Option(names = "--all", description = "Every job.")
    private boolean all;

    @Option(names = "--end", description = "End the hold of KEY, or with --all that of all jobs.")
    private boolean end;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why.")
    private @Nullable String reason;

    @Option(names = "--hours", paramLabel = "N", description = "For how long (default: until somebody ends it).")
    private @Nullable String hours;

    HoldCommand(Terminal terminal, Map<String, String> environment, InstantSource clock) {
        this.terminal = terminal;
        this.environment = environment;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        requireClear();
        if (app.isGiven()) {
            return ofApp(app.client(environment, place.target()));
        }
        place.folder().allowEmpty(); // nothing is defined there that could be lost
        WorkPlace.Opened opened = place.open(environment);
        Reconciler reconciler = Wiring.reconciler(opened.settings(), opened.stores());
        Instant now = clock.instant();
        JobKey job = key;
        if (job == null && !all) {
            return listed(reconciler.holds().read().holds().at(now));
        }
        if (end) {
            return reconciler
                    .holds()
                    .end(job, now)
                    .map(this::listed)
                    .orElseThrow(() -> new UsageException("there is no such hold; 'hold' alone lists what is held"));
        }
        if (job != null) {
            requireKnown(job, reconciler.keys());
        }
        return listed(reconciler.holds().hold(job, hold(now), now));
    }

    private int ofApp(AppClient client) {
        if (key == null && !all) {
            return listed(client.holds());
        }
        if (end) {
            return listed(client.endHold(key));
        }
        Map<String, String> details = new LinkedHashMap<>();
        details.put("by", user());
        details.put("reason", reason == null ? "" : reason);
        details.put("hours", hours == null ? "" : hours);
        details.values().removeIf(String::isBlank);
        return listed(client.hold(key, details));
    }

    private void requireClear() {
        if (app.isGiven() && (place.folder().isGiven() || place.isStorage() || place.hasParams())) {
            throw new UsageException(
                    "--app holds jobs of the function app; leave out --folder, --storage and --params");
        }
        if (key != null && all) {
            throw new UsageException("KEY and --all are both given; leave one out");
        }
        if (key == null && !all && (end || reason != null || hours != null)) {
            throw new UsageException("say which job is meant: KEY, or --all");
        }
        if (end && (reason != null || hours != null)) {
            throw new UsageException("--end takes neither --reason nor --hours");
        }
        if (hours != null && !isTime(hours)) {
            throw new UsageException(
                    "--hours must be a number from 1 to " + MOST_HOURS + ", and is '" + VisibleText.of(hours) + "'");
        }
        if (reason != null && reason.length() > Hold.LONGEST_REASON) {
            throw new UsageException("--reason may have " + Hold.LONGEST_REASON + " characters");
        }
    }

    private static boolean isTime(String text) {
        return text.matches("[0-9]{1,4}") && Integer.parseInt(text) >= 1 && Integer.parseInt(text) <= MOST_HOURS;
    }

    /** Whoever mistypes a key must not believe that the job is held. */
    private static void requireKnown(JobKey job, Set<String> keys) {
        if (!keys.contains(job.value())) {
            throw new UsageException("there is neither a definition " + job.path() + " nor a job that was made from it"
                    + DidYouMean.ending(job.value(), keys));
        }
    }

    private Hold hold(Instant now) {
        return new Hold(
                all ? Hold.From.EVERYTHING : Hold.From.PERSON,
                user(),
                reason == null ? "" : VisibleText.of(reason),
                now,
                hours == null ? null : now.plus(Duration.ofHours(Integer.parseInt(hours))));
    }

    private String user() {
        String name = VisibleText.of(environment.getOrDefault("USER", environment.getOrDefault("USERNAME", "")));
        return name.substring(0, Math.min(name.length(), Hold.LONGEST_NAME));
    }

    private int listed(JsonNode holds) {
        if (!holds.has("all") && holds.path("jobs").isEmpty()) {
            terminal.out().println("Nothing is held.");
        }
        if (holds.has("all")) {
            print("all jobs", holds.at("/all/text").asText());
        }
        holds.path("jobs")
                .forEach(job -> print(
                        VisibleText.escaped(job.path("key").asText()),
                        job.at("/hold/text").asText()));
        terminal.out().flush();
        return ExitCode.OK;
    }

    private int listed(Holds holds) {
        if (holds.isEmpty()) {
            terminal.out().println("Nothing is held but what definitions hold by \"$hold\".");
        }
        if (holds.all() != null) {
            print("all jobs", holds.all().sentence());
        }
        holds.jobs().forEach((job, hold) -> print(VisibleText.escaped(job.value()), hold.sentence()));
        terminal.out().flush();
        return ExitCode.OK;
    }

    private void print(String subject, String sentence) {
        terminal.out().println(subject + "  " + VisibleText.of(sentence));
    }
}
