package io.github.dbdsc.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks at a whole plan before anything of it is carried out. The guards of deletion have their place here. */
public final class Safety {

    private Safety() {}

    /**
     * Asks whether the plan may be carried out.
     *
     * @param approved the fingerprint of the plan that somebody approved, if the pass is bound to one
     * @return why the plan must not be carried out and what to do about it; empty when it may
     */
    public static List<String> objections(Plan plan, Optional<String> approved) {
        List<String> objections = new ArrayList<>();
        approved.filter(fingerprint -> !fingerprint.equals(plan.fingerprint()))
                .ifPresent(fingerprint -> objections.add("the plan is not the approved one: approved was " + fingerprint
                        + ", now it is " + plan.fingerprint() + "; look at the plan again and approve that"));
        return objections;
    }
}
