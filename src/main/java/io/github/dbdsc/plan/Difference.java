package io.github.dbdsc.plan;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dbdsc.model.Giver;
import io.github.dbdsc.model.SettingSource;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One field in which a job differs from its definition.
 *
 * @param path the field's path, written for people: {@code tasks[main].new_cluster.num_workers}
 * @param before what the workspace has; a missing node when it has nothing
 * @param after what it is to have; a missing node when the field is to be removed
 * @param cause why it counts, or that it does not
 * @param reason the same as a message for the user
 * @param giver who gives what it is to have where that is none of the definition's own settings; else null
 * @param from where what it is to have comes from, as far as that is known
 */
public record Difference(
        String path,
        JsonNode before,
        JsonNode after,
        Cause cause,
        String reason,
        @Nullable Giver giver,
        SettingSource from) {

    /** Creates a difference from what the definition itself asks for. */
    public Difference(String path, JsonNode before, JsonNode after, Cause cause, String reason) {
        this(path, before, after, cause, reason, null, SettingSource.UNKNOWN);
    }

    /** Creates a difference whose cause says it all. */
    public Difference(String path, JsonNode before, JsonNode after, Cause cause) {
        this(path, before, after, cause, cause.reason());
    }

    /** Returns a difference that does not count, for this reason. */
    static Difference same(String path, JsonNode before, JsonNode after, String reason) {
        return new Difference(path, before, after, Cause.SAME, reason);
    }

    /** Returns the same, with who gives it if one of these paths is its own or around it. */
    Difference given(Map<String, Giver> paths) {
        Optional<Giver> found = paths.entrySet().stream()
                .filter(given -> !after.isMissingNode() && ExactComparison.isAtOrBelow(path, given.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
        return found.map(by -> new Difference(
                        path,
                        before,
                        after,
                        cause,
                        cause == Cause.DEFINED ? by.reason() : reason + "; " + by.reason(),
                        by,
                        SettingSource.UNKNOWN))
                .orElse(this);
    }

    /** Returns the same with where it comes from. */
    Difference from(SettingSource source) {
        return new Difference(path, before, after, cause, reason, giver, source);
    }

    /** Returns the same with a reason not to count. */
    Difference suppressed(String why) {
        return same(path, before, after, why);
    }

    /** Reports whether somebody changed the workspace rather than the definition. */
    public boolean isDrift() {
        return cause.isDrift();
    }

    /** Reports whether there is more to say than that the definition wants it so. */
    public boolean needsExplanation() {
        return cause != Cause.DEFINED || giver != null;
    }
}
