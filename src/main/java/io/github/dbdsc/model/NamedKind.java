package io.github.dbdsc.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Kinds of objects that a definition may refer to by name, since ids differ between workspaces. */
public enum NamedKind {
    CLUSTER_POLICY,
    INSTANCE_POOL,
    WAREHOUSE,
    PIPELINE,
    SERVICE_PRINCIPAL,
    CLUSTER,
    NOTIFICATION_DESTINATION,
    QUERY,
    ALERT,
    DASHBOARD,
    /** A job that somebody else manages; those with a definition are referred to by their key. */
    JOB;

    /** Returns the kind as templates write it: {@code cluster_policy}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the kind as people read it: {@code cluster policy}. */
    public String title() {
        return word().replace('_', ' ');
    }

    /** Returns the kind that templates write this way. */
    public static Optional<NamedKind> of(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
    }

    /** Returns all kinds as templates write them: {@code cluster_policy, instance_pool, …}. */
    public static String words() {
        return Arrays.stream(values()).map(NamedKind::word).collect(Collectors.joining(", "));
    }
}
