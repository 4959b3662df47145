package io.github.dbdsc.plan;

import io.github.dbdsc.model.ActualJob;
import io.github.dbdsc.model.Ownership;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * Two or more jobs that one definition got by accident: a create whose answer was lost was made again, or two runs made
 * it at once. They are told from copies that somebody made by what the API itself keeps, so every run comes to the same
 * result, and no mark is needed that a copy would have as well.
 *
 * @param elder the one that stays
 * @param younger the others
 */
public record Twins(ActualJob elder, List<ActualJob> younger) {

    /** How far apart the creates may be. */
    private static final Duration APART = Duration.ofMinutes(15);

    public Twins {
        younger = List.copyOf(younger);
    }

    /**
     * Returns the twins among jobs that carry the same tags: made by one identity within 15 minutes, with the same name
     * and settings. The eldest by the time of its creation stays, then the one with the lowest id: ids are no ages.
     *
     * @param jobs all jobs that carry these tags
     * @return no younger ones when there are no twins, or a job among them is something else
     */
    public static Twins among(List<ActualJob> jobs) {
        List<ActualJob> byAge = jobs.stream()
                .sorted(Comparator.comparing(Twins::age).thenComparing(ActualJob::id))
                .toList();
        ActualJob elder = byAge.get(0);
        List<ActualJob> others = byAge.subList(1, byAge.size());
        return new Twins(elder, others.stream().allMatch(other -> isTwin(elder, other)) ? others : List.of());
    }

    private static Instant age(ActualJob job) {
        return Objects.requireNonNullElse(job.created(), Instant.MIN);
    }

    private static boolean isTwin(ActualJob elder, ActualJob other) {
        return elder.isReadable()
                && other.isReadable()
                && elder.created() != null
                && other.created() != null
                && Duration.between(elder.created(), other.created()).compareTo(APART) <= 0
                && elder.creator().isPresent()
                && elder.creator().equals(other.creator())
                && elder.settings().equals(other.settings())
                && !Ownership.isProtected(elder.settings());
    }
}
