package io.github.dbdsc.model;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * Which installation manages a job, and for which definition, as job tags. They are written in the same call that creates
 * the job, so a job never exists without its owner.
 *
 * @param owner the installation, setting {@code OWNER}
 * @param key the definition
 */
public record Ownership(String owner, JobKey key) {

    public static final String OWNER_TAG = "dsc-owner";
    public static final String KEY_TAG = "dsc-key";

    /** Is {@code true} on a job that must never be deleted, which must be known even when its definition is gone. */
    public static final String PROTECT_TAG = "dsc-protect";

    /** Returns what the settings' tags say, or empty when either tag is missing. */
    public static Optional<Ownership> of(JobSettings settings) {
        return settings.tag(OWNER_TAG)
                .flatMap(owner -> settings.tag(KEY_TAG).map(key -> new Ownership(owner, new JobKey(key))));
    }

    /** Returns whether the settings' tags say that the job must never be deleted. */
    public static boolean isProtected(JobSettings settings) {
        return settings.tag(PROTECT_TAG).filter("true"::equals).isPresent();
    }

    /** Returns the settings with both tags beside those that they already have, and with the tag of protection if wanted. */
    public JobSettings stamp(JobSettings settings, boolean protect) {
        ObjectNode stamped = settings.field("tags").orElse(null) instanceof ObjectNode tags
                ? tags.deepCopy()
                : JsonNodeFactory.instance.objectNode();
        stamped.put(OWNER_TAG, owner).put(KEY_TAG, key.value());
        if (protect) {
            stamped.put(PROTECT_TAG, "true");
        }
        return settings.with("tags", stamped);
    }
}
