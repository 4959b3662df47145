package io.github.dbdsc.access;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** What somebody may do, from the least to the most: each role holds those before it. */
public enum AppRole {
    /** Look at jobs, runs and holds. */
    READ("Jobs.Read"),
    /** Besides, have plans made, which reads the workspace. */
    PLAN("Jobs.Plan"),
    /** Besides, have jobs written and held. */
    APPLY("Jobs.Apply"),
    /** Besides, have jobs deleted. */
    PRUNE("Jobs.Prune");

    private final String value;

    AppRole(String value) {
        this.value = value;
    }

    /** Returns the role's value in the app registration and in the claim {@code roles}. */
    public String value() {
        return value;
    }

    /** Reports whether whoever has this role may do what the other is needed for. */
    public boolean holds(AppRole other) {
        return compareTo(other) >= 0;
    }

    /** Returns the highest of the roles with these values; empty where there is none among them. */
    public static Optional<AppRole> highest(Collection<?> values) {
        return Arrays.stream(values())
                .filter(role -> values.contains(role.value))
                .max(Comparator.naturalOrder());
    }
}
