package io.github.dbdsc.function;

import io.github.dbdsc.model.ActualJob;
import io.github.dbdsc.model.Installation;
import io.github.dbdsc.plan.Transfers;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Whose jobs a workspace holds, by their tags. A second installation often has other settings than the first. */
final class OwnersThere {

    private static final int NAMED = 5;

    private OwnersThere() {}

    /** Says how many jobs are ours, and where none is, whose there are and how they become ours. */
    static String said(List<ActualJob> jobs, Installation us) {
        Map<String, Long> counts = new TreeMap<>();
        jobs.forEach(job -> job.ownership()
                .ifPresent(tags -> counts.merge(tags.installation().toString(), 1L, Long::sum)));
        if (counts.isEmpty() || counts.containsKey(us.toString())) {
            return counts.getOrDefault(us.toString(), 0L) + " of them ours (" + us + ")";
        }
        String others = counts.entrySet().stream()
                .limit(NAMED)
                .map(other -> other.getKey() + " (" + other.getValue() + ")")
                .collect(Collectors.joining(", "));
        String most = counts.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .orElseThrow()
                .getKey();
        return "none of them ours (" + us + "); there are those of " + others
                + (counts.size() > NAMED ? " and others" : "")
                + ". If these are to be ours, set OWNER and SOURCE as there, or let them go: "
                + Transfers.command(Installation.of(most), us);
    }
}
