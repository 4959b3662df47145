package io.github.dbdsc.plan;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.KeyTag;
import io.github.dbdsc.model.Ownership;

/** Our tags as older releases wrote them. The present form comes with a job's next write, and is no reason for one. */
final class OlderTags {

    private OlderTags() {}

    /** Reports whether nothing but such tags differs. */
    static boolean areAllIn(Comparison comparison) {
        return comparison.differences().stream()
                .allMatch(field -> !field.isDrift()
                        && field.path().startsWith("tags.")
                        && isOne(field.path().substring("tags.".length()), field.before(), field.after()));
    }

    /**
     * Reports whether a tag differs only because an older release wrote it, without a source or with the key as it is, or
     * because it was put together anew from the digest in it.
     *
     * @param shown what the job has; a missing node when it has no such tag
     */
    static boolean isOne(String tag, JsonNode shown, JsonNode ours) {
        if (tag.equals(Ownership.SOURCE_TAG)) {
            return shown.isMissingNode();
        }
        return tag.equals(Ownership.KEY_TAG)
                && shown.isTextual()
                && (KeyTag.of(new JobKey(shown.textValue())).equals(ours.asText())
                        || KeyTag.of(KeyTag.key(shown.textValue())).equals(ours.asText()));
    }
}
