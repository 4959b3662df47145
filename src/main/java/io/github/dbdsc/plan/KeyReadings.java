package io.github.dbdsc.plan;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.model.ActualJob;
import io.github.dbdsc.model.AppliedJob;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.KeyTag;
import io.github.dbdsc.model.Ownership;
import io.github.dbdsc.model.StateIndex;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the keys in tags that can be read in two ways: {@code a%25b} is the tag of {@code a%b} by this release, and was
 * that of {@code a%25b} by an older one. The state decides; without it the one that is known does.
 *
 * @param defined the keys of all definitions, valid or not
 */
record KeyReadings(Set<JobKey> defined, StateIndex state) {

    /** Stands for any tag with one reading. */
    private static final Set<JobKey> ONE = Set.of(new JobKey(""));

    /** Returns the jobs, each with a tag that can be read in the way that is meant. */
    static List<ActualJob> settled(Collection<ActualJob> jobs, Set<JobKey> defined, Map<JobKey, AppliedJob> state) {
        if (jobs.stream().allMatch(job -> readings(job).size() == 1)) {
            return List.copyOf(jobs);
        }
        KeyReadings readings = new KeyReadings(defined, new StateIndex(state));
        return jobs.stream().map(readings::settled).toList();
    }

    private static Set<JobKey> readings(ActualJob job) {
        Optional<String> tag = job.settings().tag(Ownership.KEY_TAG).filter(key -> key.indexOf('%') >= 0);
        return tag.map(KeyTag::readings).orElse(ONE);
    }

    private ActualJob settled(ActualJob job) {
        Set<JobKey> readings = readings(job);
        if (readings.size() == 1) {
            return job;
        }
        JobKey written = new JobKey(job.settings().tag(Ownership.KEY_TAG).orElseThrow());
        Optional<JobKey> inState = state.keyOf(job.id()).filter(readings::contains);
        boolean isOld = inState.map(written::equals)
                .orElseGet(() -> isKnown(written)
                        && readings.stream().filter(key -> !key.equals(written)).noneMatch(this::isKnown));
        return isOld ? tagged(job, KeyTag.of(written)) : job;
    }

    private boolean isKnown(JobKey key) {
        return defined.contains(key) || state.under(key).isPresent();
    }

    private static ActualJob tagged(ActualJob job, String tag) {
        ObjectNode tags =
                (ObjectNode) job.settings().field("tags").orElseThrow().deepCopy();
        tags.put(Ownership.KEY_TAG, tag);
        return new ActualJob(
                job.id(), job.settings().with("tags", tags), job.creator(), job.whyUnreadable(), job.created());
    }
}
