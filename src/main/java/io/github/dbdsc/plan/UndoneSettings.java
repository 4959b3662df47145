package io.github.dbdsc.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.fields.JobFields;
import io.github.dbdsc.fields.Place;
import io.github.dbdsc.model.AccessControl;
import io.github.dbdsc.model.AppliedJob;
import io.github.dbdsc.model.Echo;
import io.github.dbdsc.model.JobSettings;
import io.github.dbdsc.model.Ownership;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Compares a job with what a run replaced and with what it wrote, and tells what to send to put the former back. What the
 * job's operator and those to whom its definition leaves fields have set stays as it is.
 */
final class UndoneSettings {

    private static final int MOST_TAGS = 25;

    private final Replaced was;
    private final JobSettings now;
    private final JobFields fields;
    private final JobSettings back;
    private final Set<String> keptPaths;

    /** @param before the settings that the run replaced */
    UndoneSettings(Replaced was, JobSettings before, JobSettings now, List<String> ignored, JobFields fields) {
        this.was = was;
        this.now = now;
        this.fields = fields;
        this.keptPaths = new TreeSet<>(ignored);
        JobSettings earlier = before.without(AccessControl.FIELD);
        if (was.action() == Action.UPDATE) {
            earlier = stamped(earlier);
        }
        if (!isTouched(RunAs.FIELD)) {
            earlier = earlier.without(RunAs.FIELD); // jobs/reset keeps it
        }
        keepOthers(earlier);
        this.back = kept().asShown(earlier, now);
    }

    /** A job that was ours stays ours, for the definition whose it is now. */
    private JobSettings stamped(JobSettings earlier) {
        ObjectNode tags = earlier.field("tags").orElse(null) instanceof ObjectNode some
                ? some.deepCopy()
                : JsonNodeFactory.instance.objectNode();
        tags.remove(Echoes.OWNERSHIP);
        Echoes.OWNERSHIP.forEach(tag -> now.tag(tag).ifPresent(value -> tags.put(tag, value)));
        if (tags.size() > MOST_TAGS) {
            tags.remove(Ownership.SOURCE_TAG);
        }
        return earlier.with("tags", tags);
    }

    /** Notes what an operator has set since, and what the listing left out that the run took the settings from. */
    private void keepOthers(JobSettings earlier) {
        walk(earlier, (place, first, second) -> {
            String path = place.path();
            int end = path.indexOf('.');
            String field = end < 0 ? path : path.substring(0, end);
            boolean wasUnlisted = !earlier.view().hasNonNull(field)
                    && fields.mayBeUnlisted(fields.ofSettings(now.view()).child(field, MissingNode.getInstance()));
            if (!isTouched(path) && (fields.isOperators(place) || wasUnlisted)) {
                keptPaths.add(wasUnlisted ? field : path);
            }
        });
    }

    private IgnoredFields kept() {
        return IgnoredFields.of(List.copyOf(keptPaths), fields);
    }

    /**
     * Returns what to send: without what the service has filled in, since it does so again.
     *
     * @param echo what the workspace showed when the job was applied last; null where that is not known
     */
    JobSettings sent(JobSettings asked, @Nullable Echo echo) {
        if (echo == null) {
            return back;
        }
        List<String> filledIn = echo.values().entrySet().stream()
                .filter(shown -> !echo.unclear().contains(shown.getKey())
                        && !isTouched(shown.getKey())
                        && isAt(shown.getKey(), MissingNode.getInstance(), asked)
                        && isAt(shown.getKey(), shown.getValue(), back))
                .map(Map.Entry::getKey)
                .toList();
        return IgnoredFields.of(filledIn, fields).without(back);
    }

    /** Reports whether the job is as it was before the run already. */
    boolean isBack() {
        boolean[] same = {true};
        walk(back, (place, first, second) -> same[0] &= RunAs.isAt(place.path()) && !isTouched(RunAs.FIELD));
        return same[0];
    }

    /**
     * Returns where somebody, or a later run, has changed the job since the run wrote it: where it differs from what was
     * applied last, where it does not have what the run wrote, and where it has what neither the run nor the service did.
     */
    Set<String> changedSince(AppliedJob applied, Echo echo) {
        IgnoredFields kept = kept();
        Set<String> changed = new TreeSet<>();
        AppliedJob known = kept.without(applied, now);
        known.echo().ifPresent(shown -> ExactComparison.of(
                        known.settings(), kept.without(now), known.settings(), shown, JobIds.NONE, fields)
                .differences()
                .forEach(difference -> changed.add(difference.path())));
        for (Difference written : was.differences()) {
            String path = written.path();
            boolean isOurTag = Echoes.OWNERSHIP.stream().anyMatch(tag -> path.equals("tags." + tag));
            if (!Replaced.isOfAccess(written) && !isOurTag && !path.endsWith(".job_id") && !isIn(path, echo)) {
                boolean isAsWritten =
                        isAt(path, written.after(), applied.settings()) || isAt(path, written.after(), now);
                if (!isAsWritten) {
                    changed.add(path);
                }
            }
        }
        walk(back, (place, first, second) -> {
            String path = place.path();
            if (!isTouched(path) && !RunAs.isAt(place.path()) && !isIn(path, echo)) {
                changed.add(path);
            }
        });
        return changed;
    }

    private boolean isAt(String path, JsonNode value, JobSettings settings) {
        SettingsLookup found = SettingsLookup.find(settings.view(), path, fields);
        return ExactEquality.same(found.place(), value, found.value(), fields);
    }

    /** Returns what putting it back changes, or has changed. */
    List<Difference> differences() {
        List<Difference> differences = new ArrayList<>();
        for (Difference written : was.differences()) {
            JsonNode earlier = SettingsLookup.at(back.view(), written.path(), fields);
            if (!Replaced.isOfAccess(written) && !ExactEquality.same(written.after(), earlier)) {
                differences.add(new Difference(written.path(), written.after(), earlier, Cause.UNDONE));
            }
        }
        return differences;
    }

    private boolean isTouched(String path) {
        return was.differences().stream().anyMatch(difference -> overlap(path, difference.path()));
    }

    private static boolean isIn(String path, Echo echo) {
        return echo.values().keySet().stream().anyMatch(shown -> overlap(path, shown));
    }

    private static boolean overlap(String one, String other) {
        return ExactComparison.isAtOrBelow(one, other) || ExactComparison.isAtOrBelow(other, one);
    }

    /** Receives what the job has otherwise than the first settings. */
    private interface Visitor {
        void differs(Place place, JsonNode first, JsonNode second);
    }

    private void walk(JobSettings first, Visitor visitor) {
        ExactWalk.over(first.view(), now.view(), fields, new ExactWalk.Visitor() {
            @Override
            public void differs(Place place, JsonNode one, JsonNode other) {
                visitor.differs(place, one, other);
            }

            @Override
            public boolean leavesOut(Place place) {
                return false;
            }

            @Override
            public boolean ignores(Place place) {
                return place.isAt(AccessControl.FIELD)
                        || (was.action() == Action.UPDATE && place.isTag(Echoes.OWNERSHIP));
            }
        });
    }
}
