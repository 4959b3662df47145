package io.github.dbdsc.model;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which commits a job's settings come from, as far as the files say.
 *
 * @param definition the definition's; null when that is not known
 * @param template its template's, where that is another one; null when that is not known
 */
public record Origin(@Nullable Commit definition, @Nullable Commit template) {

    /** Nothing is known. */
    public static final Origin UNKNOWN = new Origin(null, null);

    /** Returns the origin of a job whose definition and template come from these commits. */
    public static Origin of(Optional<Commit> definition, Optional<Commit> template) {
        Commit other = template.filter(commit -> !definition.equals(Optional.of(commit)))
                .orElse(null);
        return new Origin(definition.orElse(null), other);
    }

    /** Reports whether anything is known. */
    public boolean isKnown() {
        return definition != null || template != null;
    }
}
