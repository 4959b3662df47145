package io.github.dbdsc.reconcile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.local.simulation.NamedThings;
import io.github.dbdsc.local.simulation.Quirk;
import io.github.dbdsc.local.simulation.RunAsShown;
import io.github.dbdsc.model.Hold;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.NamedKind;
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.model.TargetView;
import io.github.dbdsc.model.TargetView.Development;
import io.github.dbdsc.plan.OwnershipPolicy;
import io.github.dbdsc.plan.OwnershipPolicy.OnNameTaken;
import io.github.dbdsc.state.TargetHolds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a golden case sets in its {@code options.json}; a case without one has the defaults of the program.
 *
 * @param json the file's content
 */
record GoldenOptions(JsonNode json) {

    private static final Set<String> KNOWN = Set.of(
            "owner",
            "identity",
            "onNameTaken",
            "strictUndefined",
            "prune",
            "allowOlder",
            "pruneLimit",
            "updateLimit",
            "manual",
            "pruneAfterMinutes",
            "only",
            "approved",
            "verbose",
            "holds",
            "quirks",
            "runAsShown",
            "policies",
            "named",
            "target");

    GoldenOptions {
        json.properties().forEach(option -> {
            if (!KNOWN.contains(option.getKey())) {
                throw new IllegalArgumentException("there is no option '" + option.getKey() + "'");
            }
        });
    }

    OwnershipPolicy ownership() {
        return new OwnershipPolicy(
                json.path("owner").asText("us"),
                Optional.of(json.path("identity").asText(Passes.ROBOT.userName())),
                OnNameTaken.valueOf(json.path("onNameTaken").asText("REFUSE")));
    }

    RunPolicy policy() {
        return new RunPolicy(
                json.path("prune").asBoolean(),
                json.path("pruneLimit").asInt(RunPolicy.DEFAULT.pruneLimit()),
                json.path("updateLimit").asInt(RunPolicy.DEFAULT.updateLimit()),
                json.path("manual").asBoolean(),
                Duration.ofMinutes(json.path("pruneAfterMinutes").asLong()),
                RunPolicy.DEFAULT.reportDays());
    }

    SyncRequest request() {
        return SyncRequest.PLAN
                .allowOlder(json.path("allowOlder").asBoolean())
                .only(Optional.ofNullable(json.path("only").textValue())
                        .map(JobKey::new)
                        .orElse(null))
                .approving(json.path("approved").textValue());
    }

    /** Returns how the target sees the container; by default, as one without a name does. */
    TargetView view() {
        JsonNode target = json.path("target");
        if (target.isMissingNode()) {
            return TargetView.WHOLE;
        }
        SortedSet<String> names = new TreeSet<>();
        target.path("names").forEach(name -> names.add(name.asText()));
        return new TargetView(
                target.path("name").asText(),
                names,
                Passes.TARGET.workspace(),
                target.path("prefix").asText(),
                Optional.ofNullable(target.path("development").textValue()).map(Development::new));
    }

    boolean strictUndefined() {
        return json.path("strictUndefined").asBoolean();
    }

    /** Reports whether the report shows differences that do not count. */
    boolean verbose() {
        return json.path("verbose").asBoolean();
    }

    /** Notes down who holds which jobs: in {@code all}, and in {@code jobs} by key. */
    void hold(TargetHolds holds) {
        JsonNode some = json.path("holds");
        if (some.has("all")) {
            holds.hold(null, Hold.of(some.path("all")), Instant.MIN);
        }
        some.path("jobs")
                .properties()
                .forEach(job -> holds.hold(new JobKey(job.getKey()), Hold.of(job.getValue()), Instant.MIN));
    }

    /** Returns how the workspace shows its jobs differently. */
    Quirk[] quirks() {
        List<Quirk> quirks = new ArrayList<>();
        json.path("quirks").forEach(name -> quirks.add(Quirk.valueOf(name.asText())));
        return quirks.toArray(Quirk[]::new);
    }

    /** Returns where the workspace says whom a job runs as. */
    RunAsShown runAsShown() {
        return RunAsShown.valueOf(json.path("runAsShown").asText("BOTH_PLACES"));
    }

    /** Returns what the workspace's cluster policies inject, by policy id. */
    Map<String, ObjectNode> policies() {
        Map<String, ObjectNode> policies = new HashMap<>();
        json.path("policies")
                .properties()
                .forEach(policy -> policies.put(policy.getKey(), (ObjectNode) policy.getValue()));
        return policies;
    }

    /** Adds to the workspace what definitions may name: by kind, each with its id and name. */
    void addNamed(NamedThings things) {
        json.path("named").properties().forEach(kind -> kind.getValue()
                .forEach(thing -> things.add(
                        NamedKind.valueOf(kind.getKey().toUpperCase(Locale.ROOT)),
                        thing.path("id").asText(),
                        thing.path("name").asText())));
    }
}
