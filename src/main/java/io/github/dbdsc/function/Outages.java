package io.github.dbdsc.function;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.report.Outage;
import io.github.dbdsc.sync.FailedRequests;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Which targets' runs fail for now, as was recorded a few seconds ago. */
final class Outages {

    private final TargetServices targets;
    private final Map<String, RecentLook<Optional<Outage>>> looks = new ConcurrentHashMap<>();
    private final RecentLook<Map<String, Outage>> every;

    Outages(TargetServices targets) {
        this.targets = targets;
        this.every = new RecentLook<>(this::lookAtAll);
    }

    /** Returns the outage of a target; empty when there is none, or storage does not say soon. */
    Optional<Outage> of(String target) {
        return looks.computeIfAbsent(
                        target, name -> new RecentLook<>(() -> failures(name).outage()))
                .read()
                .flatMap(found -> found);
    }

    /** Returns the outages that there are, by the names of their targets; none where storage does not say soon. */
    Map<String, Outage> all() {
        return every.read().orElse(Map.of());
    }

    /** One look, so that storage that is away is waited for once and not for each target. */
    private Map<String, Outage> lookAtAll() {
        Map<String, Outage> all = new LinkedHashMap<>();
        targets.names().forEach(target -> failures(target).outage().ifPresent(outage -> all.put(target, outage)));
        return all;
    }

    private FailedRequests failures(String target) {
        try {
            return targets.of(target).failures();
        } catch (RuntimeException e) {
            return targets.failures(
                    target); // a vault that is down keeps the services from being had, and is an outage itself
        }
    }

    /** Writes since when what a document shows is out of date. */
    static ObjectNode put(Outage outage, ObjectNode document) {
        return document.putObject("stale")
                .put("since", outage.since().toString())
                .put("lastFailure", outage.last().toString())
                .put("tries", outage.tries());
    }

    /** Writes the oldest of several outages, and where they have names, which targets have one. */
    static void put(Map<String, Outage> outages, ObjectNode document) {
        outages.entrySet().stream()
                .min(Comparator.comparing(
                        (Entry<String, Outage> entry) -> entry.getValue().since()))
                .ifPresent(oldest -> TargetChoice.named(oldest.getKey(), put(oldest.getValue(), document)));
        if (outages.keySet().stream().anyMatch(target -> !target.isEmpty())) {
            outages.keySet().forEach(document.putArray("staleTargets")::add);
        }
    }
}
