package io.github.dbdsc.function;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import io.github.dbdsc.model.ExternalServiceException;
import io.github.dbdsc.model.Sha256;
import io.github.dbdsc.report.HeldJobs;
import io.github.dbdsc.report.JobStatusBoard;
import io.github.dbdsc.report.Outage;
import io.github.dbdsc.settings.SettingsException;
import io.github.dbdsc.sync.RequestQueue.Waiting;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/** Answers {@code GET /api/jobs}: how the jobs of a target, or of all of them, stand. */
final class JobsAnswer {

    /** Enough digits of a hash to tell two answers apart. */
    private static final int TAG_DIGITS = 32;

    private final TargetServices targets;
    private final Outages outages;
    private final RecentLook<Waiting> queue;
    private final Supplier<List<String>> faults;

    JobsAnswer(TargetServices targets, Outages outages, RecentLook<Waiting> queue, Supplier<List<String>> faults) {
        this.targets = targets;
        this.outages = outages;
        this.queue = queue;
        this.faults = faults;
    }

    /**
     * How the jobs of a target stand.
     *
     * @param version the same for the same document
     */
    private record Shown(ObjectNode document, String version) {}

    /** Answers for one target. */
    HttpResponseMessage ofOne(HttpRequestMessage<?> request, String target, JobsQuery query) {
        return answer(request, query, shown(target, query));
    }

    /** Answers for each target by itself: one whose settings are wrong or that can't be read hides no other. */
    HttpResponseMessage ofAll(HttpRequestMessage<?> request, JobsQuery query) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        ArrayNode list = document.putArray("targets");
        StringBuilder version = new StringBuilder();
        for (String target : targets.names()) {
            Shown shown;
            try {
                shown = shown(target, query.ofTarget(target));
            } catch (SettingsException | ExternalServiceException e) {
                shown = new Shown(
                        TargetChoice.named(target, document.objectNode()).put("error", e.getMessage()),
                        String.valueOf(e.getMessage()));
            }
            list.add(shown.document());
            version.append(target).append(' ').append(shown.version()).append('\n');
        }
        return answer(request, query, new Shown(document, version.toString()));
    }

    private Shown shown(String target, JobsQuery query) {
        AppServices app = targets.of(target);
        Instant now = Clock.systemUTC().instant();
        HeldJobs held = new HeldJobs(app.reconciler().holds().read().holds().at(now), now);
        JobStatusBoard.Snapshot read =
                query.unmanaged() ? app.board().readUnmanaged() : app.board().read();
        JobStatusBoard.Snapshot board = query.key() == null
                ? read
                : new JobDetails(app.reconciler()).of(query.key(), read, query.withSettings());
        Outage outage = outages.of(target).orElse(null);
        ObjectNode document = held.in(board.document());
        String version = String.join(" ", board.version(), held.listed(document).toString(), String.valueOf(outage));
        query.filtered(document);
        if (app.isForDevelopment()) {
            document.put("mode", "development");
        }
        if (outage != null) {
            Outages.put(outage, document).put("reason", outage.reason()).put("runId", outage.runId());
        }
        return new Shown(document, version);
    }

    private HttpResponseMessage answer(HttpRequestMessage<?> request, JobsQuery query, Shown shown) {
        Waiting waiting = queue.read().orElse(null);
        List<String> found = faults.get();
        String tag = tag(shown.version() + " " + waiting + " " + found + " " + query.written());
        if (isKnown(request, tag)) {
            return request.createResponseBuilder(HttpStatus.NOT_MODIFIED)
                    .header("ETag", tag)
                    .build();
        }
        ObjectNode document = shown.document();
        if (!found.isEmpty()) {
            found.forEach(document.putArray("settings")::add);
        }
        if (waiting != null) {
            waiting.reasons().forEach(counts(document, waiting).putArray("reasons")::add);
        }
        return request.createResponseBuilder(HttpStatus.OK)
                .header("Content-Type", "application/json")
                .header("ETag", tag)
                .header("Cache-Control", "private, no-cache")
                .body(document.toString())
                .build();
    }

    /** Writes what waits in the queue. */
    static ObjectNode counts(ObjectNode document, Waiting waiting) {
        ObjectNode queue = document.putObject("queue")
                .put("waiting", waiting.requests())
                .put("poison", waiting.givenUp())
                .put("lostEvents", waiting.lostEvents());
        return waiting.oldest() == null
                ? queue
                : queue.put("oldest", waiting.oldest().toString());
    }

    private static String tag(String version) {
        String hash = Sha256.hex(version.getBytes(StandardCharsets.UTF_8));
        return "\"" + hash.substring(0, TAG_DIGITS) + "\"";
    }

    private static boolean isKnown(HttpRequestMessage<?> request, String tag) {
        return HttpAnswer.header(request, "If-None-Match").stream()
                .flatMap(tags -> Arrays.stream(tags.split(",")))
                .map(known -> known.strip().replaceFirst("^W/", ""))
                .anyMatch(known -> known.equals(tag) || known.equals("*"));
    }
}
