package io.github.dbdsc.apply;

import io.github.dbdsc.model.ActualJob;
import java.util.List;
import java.util.Optional;

/**
 * What a listing shows.
 *
 * @param jobs each job once, in the order in which they were first seen
 * @param skipped how many entries could not be read and don't matter to whoever asked
 */
public record Listed(List<ActualJob> jobs, int skipped) {

    public Listed {
        jobs = List.copyOf(jobs);
    }

    /** Says how many entries were skipped; empty when none was. */
    public Optional<String> note() {
        return switch (skipped) {
            case 0 -> Optional.empty();
            case 1 ->
                Optional.of("1 entry of the listing of jobs could not be read and was skipped: it has neither our tags"
                        + " nor the name of a definition");
            default ->
                Optional.of(skipped + " entries of the listing of jobs could not be read and were skipped: they have"
                        + " neither our tags nor the name of a definition");
        };
    }
}
