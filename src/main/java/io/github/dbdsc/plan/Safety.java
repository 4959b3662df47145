package io.github.dbdsc.plan;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a plan may be carried out.
 *
 * @param objection why none of it may be carried out; null when there is no objection
 * @param withheld which changes may not, though the rest may
 */
public record Safety(@Nullable String objection, List<Withheld> withheld) {

    public Safety {
        withheld = List.copyOf(withheld);
    }

    /** How the objection begins to a plan that deletes jobs, approved by somebody who may not delete any. */
    public static final String MAY_NOT_DELETE = "whoever approved the plan may not have jobs deleted";

    /** Returns the verdict on a plan that deletes, approved by somebody who may not: nothing of it is done. */
    static Safety mayNotDelete(long deletes) {
        return new Safety(
                MAY_NOT_DELETE + ", and it deletes " + deletes
                        + "; have somebody approve it who has the app role Jobs.Prune",
                List.of());
    }

    /** Returns the verdict on a plan that is no longer the one that somebody has approved: nothing of it is done. */
    static Safety notApproved(String approved, String now, Optional<Withheld> waiting) {
        return new Safety(
                "the plan is not the approved one: approved was " + approved + ", now it is " + now
                        + "; look at the plan again and approve that",
                waiting.stream().toList());
    }

    /** Reports whether this change may be carried out. */
    boolean allows(Change change) {
        return objection == null && withheld(change).isEmpty();
    }

    /** Returns why this change may not be carried out though others may; empty when it may. */
    public Optional<Withheld> withheld(Change change) {
        return withheld.stream().filter(some -> some.has(change)).findFirst();
    }

    /** Returns why something may not be carried out unless somebody approves it; empty when everything may. */
    public List<String> objections() {
        return Stream.concat(
                        Stream.ofNullable(objection),
                        withheld.stream().filter(Withheld::needsApproval).map(Withheld::why))
                .toList();
    }

    /** Returns what is left for the next run, and why. */
    List<String> notes() {
        return withheld.stream()
                .filter(some -> !some.needsApproval())
                .map(Withheld::why)
                .toList();
    }

    /** Returns this verdict with more changes withheld. */
    Safety and(Withheld more) {
        return new Safety(
                objection, Stream.concat(withheld.stream(), Stream.of(more)).toList());
    }
}
