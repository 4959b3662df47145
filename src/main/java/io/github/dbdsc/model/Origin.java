package io.github.dbdsc.model;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which commits a job's settings come from, as far as the files say.
 *
 * @param definition the definition's; null when that is not known
 * @param template its template's, where that is another one; null when that is not known
 * @param commits those of all files that it is rendered from, to tell which are older than others
 */
public record Origin(@Nullable Commit definition, @Nullable Commit template, SourceCommits commits) {

    /** Nothing is known. */
    public static final Origin UNKNOWN = new Origin(null, null);

    /** The origin of a job of which only people want to know. */
    public Origin(@Nullable Commit definition, @Nullable Commit template) {
        this(definition, template, SourceCommits.NONE);
    }

    /** Returns the origin of a job whose definition and template come from these commits. */
    public static Origin of(Optional<Commit> definition, Optional<Commit> template) {
        Commit other = template.filter(commit -> !definition.equals(Optional.of(commit)))
                .orElse(null);
        return new Origin(definition.orElse(null), other);
    }

    /** Returns the same of a job that is rendered from files of these commits. */
    public Origin from(SourceCommits all) {
        return new Origin(definition, template, all);
    }

    /** Reports whether anything is known. */
    public boolean isKnown() {
        return definition != null || template != null || !commits.files().isEmpty();
    }
}
