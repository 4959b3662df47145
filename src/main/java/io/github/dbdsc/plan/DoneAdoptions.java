package io.github.dbdsc.plan;

import io.github.dbdsc.model.DesiredState;
import io.github.dbdsc.model.JobKey;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Definitions that still name the job to take over, though it is theirs. */
final class DoneAdoptions {

    private static final int NAMED = 3;

    private DoneAdoptions() {}

    /** Says which definitions need the directive no more; empty when there are none. */
    static Optional<String> note(List<Change> changes, DesiredState desired) {
        Set<JobKey> kept = new HashSet<>();
        changes.stream()
                .filter(change -> change.action() == Action.NONE || change.action() == Action.UPDATE)
                .forEach(change -> kept.add(change.key()));
        List<String> done = desired.jobs().stream()
                .filter(job -> job.adopt().namesJob() && kept.contains(job.key()))
                .map(job -> job.key().path())
                .toList();
        if (done.isEmpty()) {
            return Optional.empty();
        }
        String named = done.stream().limit(NAMED).collect(Collectors.joining(", "));
        return Optional.of("\"$adopt\" can go from " + named
                + (done.size() > NAMED ? " and " + (done.size() - NAMED) + " more definitions" : "")
                + ": the job is taken over, and its tags say whose it is");
    }
}
