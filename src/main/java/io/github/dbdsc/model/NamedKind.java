package io.github.dbdsc.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a definition may name instead of giving its id, since ids differ between workspaces. */
public enum NamedKind {
    CLUSTER_POLICY,
    INSTANCE_POOL,
    WAREHOUSE,
    PIPELINE,
    SERVICE_PRINCIPAL,
    CLUSTER;

    /** As templates write it: {@code cluster_policy}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** As people read it: {@code cluster policy}. */
    public String title() {
        return word().replace('_', ' ');
    }

    /** The kind that templates write so. */
    public static Optional<NamedKind> of(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
    }

    /** All of them as templates write them: {@code cluster_policy, instance_pool, …}. */
    public static String words() {
        return Arrays.stream(values()).map(NamedKind::word).collect(Collectors.joining(", "));
    }
}
