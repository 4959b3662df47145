package io.github.dbdsc.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.github.dbdsc.fields.FieldValues;
import io.github.dbdsc.fields.JobFields;
import io.github.dbdsc.fields.Place;
import io.github.dbdsc.model.AccessControl;
import io.github.dbdsc.model.Echo;
import io.github.dbdsc.model.JobSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compares a job with what is known of it: what its definition last asked for, and what the workspace showed then. It
 * differs when the definition asks for anything else, or the workspace shows anything else. Nothing is tolerated, and
 * nothing has to be known of the service: whatever it leaves out, fills in or spells in another way was in the echo, too.
 */
final class ExactComparison {

    private static final String CLUSTER = "new_cluster.";

    private final JobSettings wanted;
    private final JobSettings asked;
    private final Echo echo;
    private final JobIds ids;
    private final JobFields fields;
    private final Map<String, Difference> differences = new LinkedHashMap<>();
    private final List<Difference> suppressed = new ArrayList<>();
    private final List<Difference> unclear = new ArrayList<>();
    private final Set<String> evolved = new HashSet<>();

    private ExactComparison(JobSettings wanted, JobSettings asked, Echo echo, JobIds ids, JobFields fields) {
        this.wanted = wanted;
        this.asked = asked;
        this.echo = echo;
        this.ids = ids;
        this.fields = fields;
    }

    /**
     * Compares all settings.
     *
     * @param wanted what the definition asks for, with the known ids of other jobs filled in
     * @param actual what the workspace shows
     * @param asked what the definition asked for when the job was applied
     * @param echo what the workspace showed then
     * @param ids says which job an id stands for
     */
    static Comparison of(
            JobSettings wanted, JobSettings actual, JobSettings asked, Echo echo, JobIds ids, JobFields fields) {
        ExactComparison comparison = new ExactComparison(wanted, asked, echo, ids, fields);
        if (!wanted.equals(asked)) {
            comparison.compareDefinitions(actual);
        }
        comparison.compareOwnership(actual);
        Echo now = comparison.compareEchoes(actual);
        return new Comparison(
                List.copyOf(comparison.differences.values()),
                comparison.suppressed,
                comparison.unclear,
                comparison.evolved,
                now);
    }

    /** Returns what the definition asks for otherwise than when the job was applied. */
    static List<Difference> ofDefinition(
            JobSettings wanted, JobSettings actual, JobSettings asked, JobIds ids, JobFields fields) {
        ExactComparison comparison = new ExactComparison(wanted, asked, new Echo(Map.of()), ids, fields);
        comparison.compareDefinitions(actual);
        return List.copyOf(comparison.differences.values());
    }

    /** Returns what the definition asks for otherwise than when the job was applied, whatever has become of the job. */
    static List<Difference> sinceApplied(JobSettings wanted, JobSettings asked, JobIds ids, JobFields fields) {
        ExactComparison comparison = new ExactComparison(wanted, asked, new Echo(Map.of()), ids, fields);
        comparison.compareDefinitions(asked);
        comparison.compareOwnership(asked);
        return List.copyOf(comparison.differences.values());
    }

    /** Reports whether two definitions ask for the same, whatever the order of lists is that have none. */
    static boolean asksTheSame(JobSettings wanted, JobSettings asked, JobFields fields) {
        return wanted.equals(asked)
                || ofDefinition(wanted, asked, asked, JobIds.NONE, fields).isEmpty();
    }

    private void compareDefinitions(JobSettings actual) {
        ExactWalk.over(asked.view(), wanted.view(), fields, new ExactWalk.Visitor() {
            @Override
            public void differs(Place place, JsonNode before, JsonNode after) {
                String path = place.path();
                JsonNode shown = SettingsLookup.at(actual.view(), path, fields);
                differences.put(
                        path,
                        new Difference(
                                path,
                                named(path, isShownAs(after, shown) ? before : shown),
                                named(path, after),
                                after.isMissingNode() ? Cause.NO_LONGER_DEFINED : Cause.DEFINED));
            }

            @Override
            public boolean leavesOut(Place place) {
                return false;
            }

            @Override
            public boolean ignores(Place place) {
                return place.isAt(AccessControl.FIELD) || place.isTag(Echoes.OWNERSHIP);
            }
        });
    }

    /** Reports whether the workspace already shows what is wanted, or shows nothing: then what was asked for tells more. */
    private static boolean isShownAs(JsonNode after, JsonNode shown) {
        return shown.isMissingNode() || ExactEquality.same(shown, after);
    }

    /** A job may belong to another definition now. The tag that a release before did not have comes with the next write. */
    private void compareOwnership(JobSettings actual) {
        for (String tag : Echoes.OWNERSHIP) {
            String path = "tags." + tag;
            JsonNode own = wanted.view().path("tags").path(tag);
            JsonNode shown = actual.view().path("tags").path(tag);
            boolean wasOurs = asked.view().path("tags").path(tag).equals(own);
            boolean isTakenAway = wasOurs && shown.isMissingNode();
            if (!own.equals(shown) && (isTakenAway || !OlderTags.isOne(tag, shown, own))) {
                differences.put(
                        path, new Difference(path, shown, own, wasOurs ? Cause.CHANGED_BY_HAND : Cause.DEFINED));
            }
        }
    }

    /** Compares what the workspace shows with what it showed, and returns what to remember of it. */
    private Echo compareEchoes(JobSettings actual) {
        Map<String, JsonNode> before = echo.values();
        Map<String, JsonNode> now = new HashMap<>();
        boolean same = true;
        for (Echoes.Part part : Echoes.parts(asked, actual, fields)) {
            String path = part.place().path();
            now.put(path, part.value());
            JsonNode known = before.get(path);
            if (known != null && ExactEquality.same(part.place(), known, part.value(), fields)) {
                if (isUnclear(path)) {
                    unclear.add(new Difference(path, part.shown(), part.asked(), Cause.TAKEN_AWAY));
                    suppressed.add(Difference.same(path, part.shown(), part.asked(), Comparison.UNCLEAR));
                } else if (looksDifferent(part)) {
                    suppressed.add(Difference.same(path, part.shown(), part.asked(), explanation(part)));
                }
            } else if (isUnlisted(path, actual)) {
                now.remove(path);
            } else {
                same = false;
                changed(path, part.shown(), known == null ? MissingNode.getInstance() : known, actual);
                if (part.asked().isMissingNode() && isOfService(part.place(), known, part.shown())) {
                    evolved.add(path);
                }
            }
        }
        for (Map.Entry<String, JsonNode> known : before.entrySet()) {
            String path = known.getKey();
            if (!now.containsKey(path)) {
                if (isUnlisted(path, actual)) {
                    now.put(path, known.getValue());
                } else {
                    same = false;
                    noLongerOtherwise(path, known.getValue(), actual);
                }
            }
        }
        return same && now.size() == before.size()
                ? echo
                : new Echo(now).doubting(unclear.stream().map(Difference::path).toList());
    }

    /**
     * Compares a field that was shown otherwise than it was asked for and no longer is. One that the service usually
     * leaves out, and shows now as it was asked for, is as it should be.
     */
    private void noLongerOtherwise(String path, JsonNode known, JobSettings actual) {
        SettingsLookup shown = SettingsLookup.find(actual.view(), path, fields);
        JsonNode own = SettingsLookup.at(asked.view(), path, fields);
        boolean isUsuallyLeftOut = !shown.place().isKnown() || fields.isNeverReturned(shown.place());
        boolean isAsAsked = !own.isMissingNode() && ExactEquality.same(shown.place(), own, shown.value(), fields);
        if (known.isNull() && isUsuallyLeftOut && isAsAsked) {
            return;
        }
        changed(path, shown.value(), known, actual);
        if (!known.isNull() && isOfService(shown.place(), known, shown.value())) {
            evolved.add(path);
        }
    }

    /** Reports whether somebody may have set a field before this program wrote the job for the first time. */
    private boolean isUnclear(String path) {
        return echo.unclear().contains(path)
                && SettingsLookup.at(wanted.view(), path, fields).isMissingNode();
    }

    /**
     * Reports whether the service may show a field otherwise by itself: begin to, or cease to, where it is known to fill
     * in such a value or the value says nothing, and anything in a field that this program does not know.
     *
     * @param known what it showed before; null when it did not
     */
    private boolean isOfService(Place place, @Nullable JsonNode known, JsonNode shown) {
        if (known == null || known.isNull()) {
            return fields.mayFillIn(place, shown)
                    || (fields.saysNothing(place, shown) && !fields.isTurnedOff(place, shown));
        }
        return shown.isMissingNode() ? fields.mayFillIn(place, known) : !place.isKnown();
    }

    /** Zero, false and the like, where nothing was asked for, are no news to anybody, and there are many of them. */
    private static boolean looksDifferent(Echoes.Part part) {
        return !part.asked().isMissingNode() || !FieldValues.isEmpty(part.shown());
    }

    private String explanation(Echoes.Part part) {
        return (part.asked().isMissingNode()
                        ? fields.explainsPresence(part.place(), part.shown())
                        : fields.explainsMismatch(part.place(), part.asked(), part.shown()))
                .orElse(Comparison.SEEN_BEFORE);
    }

    /** Reports whether a listing may lack the field, and does. */
    private boolean isUnlisted(String path, JobSettings actual) {
        int end = path.indexOf('.');
        String field = end < 0 ? path : path.substring(0, end);
        return !actual.view().hasNonNull(field)
                && fields.mayBeUnlisted(fields.ofSettings(actual.view()).child(field, MissingNode.getInstance()));
    }

    /**
     * Notes that the workspace shows a field otherwise than it did, unless its definition has changed as well.
     *
     * @param known what it showed before, which is what it shows again where the definition says nothing: the service
     *     fills it in, or it is put back by name
     */
    private void changed(String path, JsonNode shown, JsonNode known, JobSettings actual) {
        if (differences.keySet().stream().anyMatch(other -> isAtOrBelow(path, other))) {
            return;
        }
        JsonNode own = SettingsLookup.at(wanted.view(), path, fields);
        boolean comesBack = own.isMissingNode() && !known.isNull() && (shown.isMissingNode() || RunAs.isAt(path));
        JsonNode after = comesBack ? known : own;
        // where it is as it should be by now, what it was tells more
        JsonNode before = known.isMissingNode() || !ExactEquality.same(shown, after) ? shown : known;
        differences.put(
                path, new Difference(path, named(path, before), named(path, after), why(path, shown, after, actual)));
    }

    /** Reports whether a path is that of another field or of one in it. */
    static boolean isAtOrBelow(String path, String other) {
        return path.startsWith(other)
                && (path.length() == other.length() || ".[".indexOf(path.charAt(other.length())) >= 0);
    }

    private Cause why(String path, JsonNode shown, JsonNode after, JobSettings actual) {
        int cluster = path.indexOf(CLUSTER);
        if (cluster >= 0
                && SettingsLookup.at(actual.view(), path.substring(0, cluster + CLUSTER.length() - 1), fields)
                        .hasNonNull("policy_id")) {
            return Cause.CHANGED_BY_POLICY;
        }
        return after.isMissingNode() && !shown.isMissingNode() ? Cause.SET_BY_HAND : Cause.CHANGED_BY_HAND;
    }

    /** Returns a job's id as the reference that a definition has in its place. */
    private JsonNode named(String path, JsonNode value) {
        return path.endsWith(".job_id") ? ids.asReference(value) : value;
    }
}
