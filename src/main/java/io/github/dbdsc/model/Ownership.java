package io.github.dbdsc.model;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.Set;

/**
 * Which installation manages a job, from where, and for which definition, as job tags. They are written in the same call
 * that creates the job, so a job never exists without its owner.
 *
 * @param owner the installation, setting {@code OWNER}
 * @param key the definition
 * @param source where the definition comes from, setting {@code SOURCE}: two installations that share an owner's name by
 *     accident differ in it. Empty for jobs of older releases, and where there is none
 */
public record Ownership(String owner, JobKey key, Optional<String> source) {

    public static final String OWNER_TAG = "dsc-owner";
    public static final String KEY_TAG = "dsc-key";
    public static final String SOURCE_TAG = "dsc-source";

    /** Is {@code true} on a job that must never be deleted, which must be known even when its definition is gone. */
    public static final String PROTECT_TAG = "dsc-protect";

    /** All tags that are ours. */
    public static final Set<String> TAGS = Set.of(OWNER_TAG, KEY_TAG, SOURCE_TAG, PROTECT_TAG);

    /** Jobs API 2.2: a job has at most 25 tags. */
    private static final int MOST_TAGS = 25;

    /** Creates the ownership of an installation without a source. */
    public Ownership(String owner, JobKey key) {
        this(owner, key, Optional.empty());
    }

    /** Returns what the settings' tags say, or empty when the tag of the owner or of the key is missing. */
    public static Optional<Ownership> of(JobSettings settings) {
        return settings.tag(OWNER_TAG).flatMap(owner -> settings.tag(KEY_TAG)
                .map(key -> new Ownership(owner, KeyTag.key(key), settings.tag(SOURCE_TAG))));
    }

    /** Returns whether the settings' tags say that the job must never be deleted. */
    public static boolean isProtected(JobSettings settings) {
        return settings.tag(PROTECT_TAG).filter("true"::equals).isPresent();
    }

    /**
     * Returns the settings with our tags beside those that they already have, and with the tag of protection if wanted.
     * Where the job's own tags leave no room for it, the tag of the source is left out.
     */
    public JobSettings stamp(JobSettings settings, boolean protect) {
        ObjectNode stamped = settings.field("tags").orElse(null) instanceof ObjectNode tags
                ? tags.deepCopy()
                : JsonNodeFactory.instance.objectNode();
        stamped.put(OWNER_TAG, owner).put(KEY_TAG, KeyTag.of(key));
        if (protect) {
            stamped.put(PROTECT_TAG, "true");
        }
        source.filter(name -> stamped.size() < MOST_TAGS || stamped.has(SOURCE_TAG))
                .ifPresent(name -> stamped.put(SOURCE_TAG, name));
        return settings.with("tags", stamped);
    }

    /** Returns who keeps the job. */
    public Installation installation() {
        return new Installation(owner, source);
    }
}
