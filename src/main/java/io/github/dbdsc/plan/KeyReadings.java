package io.github.dbdsc.plan;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.model.ActualJob;
import io.github.dbdsc.model.AppliedJob;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.KeyTag;
import io.github.dbdsc.model.Ownership;
import io.github.dbdsc.model.StateIndex;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads the keys in tags that take more than the tag to be read. One can be read in two ways: {@code a%25b} is the tag of
 * {@code a%b} by this release, and was that of {@code a%25b} by an older one. The state decides; without it the one that is
 * known does. And one is cut: it is that of the known key with the same digest.
 *
 * @param defined the keys of all definitions, valid or not
 * @param cut the known keys whose tags are cut, by their tags
 */
record KeyReadings(Set<JobKey> defined, StateIndex state, Map<String, JobKey> cut) {

    /** Returns the jobs, each with a tag that can be read in the way that is meant. */
    static List<ActualJob> settled(Collection<ActualJob> jobs, Set<JobKey> defined, Map<JobKey, AppliedJob> state) {
        if (jobs.stream().allMatch(job -> needsNothing(tag(job)))) {
            return List.copyOf(jobs);
        }
        KeyReadings readings = new KeyReadings(
                defined,
                new StateIndex(state),
                jobs.stream().anyMatch(job -> KeyTag.isCut(tag(job))) ? cut(defined, state.keySet()) : Map.of());
        return jobs.stream().map(readings::settled).toList();
    }

    private static Map<String, JobKey> cut(Set<JobKey> defined, Set<JobKey> recorded) {
        Map<String, JobKey> cut = new HashMap<>();
        Stream.concat(defined.stream(), recorded.stream()).forEach(key -> {
            String tag = KeyTag.of(key);
            if (KeyTag.isCut(tag)) {
                cut.put(tag, key);
            }
        });
        return cut;
    }

    private static String tag(ActualJob job) {
        return job.settings().tag(Ownership.KEY_TAG).orElse("");
    }

    private static boolean needsNothing(String tag) {
        return tag.indexOf('%') < 0 || (KeyTag.readings(tag).size() == 1 && !KeyTag.isCut(tag));
    }

    private ActualJob settled(ActualJob job) {
        String tag = tag(job);
        if (needsNothing(tag)) {
            return job;
        }
        JobKey known = cut.get(tag);
        if (known != null) {
            return tagged(job, known);
        }
        Set<JobKey> readings = KeyTag.readings(tag);
        JobKey written = new JobKey(tag);
        Optional<JobKey> inState = state.keyOf(job.id()).filter(readings::contains);
        boolean isOld = inState.map(written::equals)
                .orElseGet(() -> isKnown(written)
                        && readings.stream().filter(key -> !key.equals(written)).noneMatch(this::isKnown));
        return isOld ? tagged(job, written) : job;
    }

    private boolean isKnown(JobKey key) {
        return defined.contains(key) || state.under(key).isPresent();
    }

    private static ActualJob tagged(ActualJob job, JobKey key) {
        ObjectNode tags =
                (ObjectNode) job.settings().field("tags").orElseThrow().deepCopy();
        tags.put(Ownership.KEY_TAG, KeyTag.whole(key));
        return new ActualJob(
                job.id(), job.settings().with("tags", tags), job.creator(), job.whyUnreadable(), job.created());
    }
}
