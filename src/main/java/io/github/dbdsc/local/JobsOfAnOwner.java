package io.github.dbdsc.local;

import io.github.dbdsc.model.Installation;
import io.github.dbdsc.model.VisibleText;
import io.github.dbdsc.reconcile.Dismissal;
import java.io.PrintWriter;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Prints the jobs of an installation, found by their tags. */
final class JobsOfAnOwner {

    private JobsOfAnOwner() {}

    /** @throws UsageException when nobody is named, as by a variable of a script that is empty */
    static void requireName(String owner) {
        if (Installation.of(owner).owner().isBlank()) {
            throw new UsageException("--owner names nobody (is a variable of a script empty?); it should be OWNER or"
                    + " OWNER/SOURCE, as the tags dsc-owner and dsc-source of the jobs have them");
        }
    }

    static void print(Dismissal.Plan plan, String owner, boolean anyKey, PrintWriter out) {
        if (plan.jobs().isEmpty()) {
            out.println(none(owner, anyKey, plan.holders()));
        }
        plan.jobs().forEach(job -> out.println(line(job.key().value(), job.name(), job.jobId(), job.problem())));
    }

    /** @param problem why the job stays as it is; null when it does not */
    static String line(String key, String name, long jobId, @Nullable String problem) {
        return (problem == null ? "  > " : "  ! ") + VisibleText.of(key) + "  '" + VisibleText.of(name) + "' (job "
                + jobId + ")" + (problem == null ? "" : ": " + VisibleText.of(problem));
    }

    /** Says that there is no such job, and whose jobs there are. */
    static String none(String owner, boolean anyKey, Map<String, Long> holders) {
        return "No job is tagged as " + VisibleText.of(owner) + (anyKey ? "" : " with such a key") + ". "
                + (holders.isEmpty()
                        ? "No job in the workspace has ownership tags."
                        : "There are: "
                                + holders.entrySet().stream()
                                        .map(holder -> VisibleText.of(holder.getKey()) + " (" + holder.getValue() + ")")
                                        .collect(Collectors.joining(", ")));
    }
}
