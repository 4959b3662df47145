package io.github.dbdsc.plan;

import io.github.dbdsc.model.ActualJob;
import java.util.Optional;

/** Which actual job a definition means. */
sealed interface Match {

    /** This one, which is ours; the reason is empty when there is nothing to say about that. */
    record Ours(ActualJob job, String reason) implements Match {}

    /** This one, which is nobody's and may be taken over. */
    record Adoptable(ActualJob job, String reason) implements Match {}

    /** None: it is to be made. */
    record Absent(String reason) implements Match {}

    /** It can't be told, or is not ours to touch. */
    record Conflict(Optional<ActualJob> job, String reason) implements Match {}
}
