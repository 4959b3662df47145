package io.github.dbdsc.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.github.dbdsc.fields.JobFields;
import io.github.dbdsc.fields.Place;
import io.github.dbdsc.model.Echo;
import io.github.dbdsc.model.JobSettings;
import io.github.dbdsc.model.SharedEchoes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What the workspace shows of a job right after a run applied it.
 *
 * @param lost what was sent and should have been kept: fields that the Jobs API has, with another value
 * @param dropped what was sent, is unknown to this program and is shown otherwise: the service's business
 * @param remaining what the write was to take away and is still shown
 * @param echo what to remember
 */
public record ReadBack(List<Difference> lost, List<Difference> dropped, List<Difference> remaining, Echo echo) {

    private static final int NAMED = 5;

    /**
     * Compares what was sent with what the workspace shows.
     *
     * @param sent what was sent
     * @param asked what the definition asks for: less, where an operator's settings were sent along
     */
    public static ReadBack of(JobSettings sent, JobSettings asked, JobSettings shown, JobFields fields) {
        List<Difference> lost = new ArrayList<>();
        List<Difference> dropped = new ArrayList<>();
        SettingsWalk.over(
                sent.view(), shown.view(), MissingNode.getInstance(), JobIds.NONE, fields, new SettingsWalk.Visitor() {
                    @Override
                    public void differs(Place place, JsonNode wanted, JsonNode actual, JsonNode applied) {
                        if (fields.explainsMismatch(place, wanted, actual).isEmpty()) {
                            (shouldBeKept(place, wanted, actual, fields) ? lost : dropped)
                                    .add(new Difference(place.path(), actual, wanted, Cause.NOT_KEPT));
                        }
                    }

                    @Override
                    public void unmentioned(Place place, JsonNode actual, JsonNode applied) {
                        // filled in by the service
                    }

                    @Override
                    public boolean kept(Place place, JsonNode actual, JsonNode applied) {
                        return true;
                    }
                });
        return new ReadBack(lost, dropped, List.of(), Echoes.of(asked, shown, fields));
    }

    /** Reports whether a field that the Jobs API has differs, and not only fields inside it that are unknown. */
    private static boolean shouldBeKept(Place place, JsonNode wanted, JsonNode actual, JobFields fields) {
        boolean areLists = wanted.isArray() && actual.isArray();
        return place.isKnown()
                && !(areLists
                        && !KnownFields.partners(place, wanted, actual, fields).isEmpty());
    }

    /** Returns the same with what was to be taken away and is still shown as it was before. */
    public ReadBack after(List<Difference> planned, JobSettings shown, JobFields fields) {
        List<Difference> still = planned.stream()
                .filter(field -> field.after().isMissingNode())
                .filter(field -> isStill(field, SettingsLookup.find(shown.view(), field.path(), fields), fields))
                .toList();
        return still.isEmpty() ? this : new ReadBack(lost, dropped, still, echo);
    }

    private static boolean isStill(Difference field, SettingsLookup shown, JobFields fields) {
        return !shown.value().isMissingNode()
                && ExactEquality.same(shown.place(), field.before(), shown.value(), fields)
                && fields.explainsPresence(shown.place(), shown.value()).isEmpty();
    }

    /** Returns the same with an echo that it may share with other jobs. */
    public ReadBack sharing(SharedEchoes echoes) {
        return new ReadBack(lost, dropped, remaining, echoes.one(echo));
    }

    /** Says what the workspace did not keep though it should have. */
    public String whyFailed() {
        return "the workspace took the settings but did not keep them: " + named(lost)
                + "; correct the definition, or undo what changes them (a cluster policy, somebody else's tool). Nothing"
                + " is written for that again until the definition or the job changes, or a run is asked for this job"
                + " alone";
    }

    /** Says what the workspace dropped and what it did not remove, as messages for the user. */
    public List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (!dropped.isEmpty()) {
            notes.add("the workspace did not keep what this program does not know: " + named(dropped)
                    + "; leave it out of the template if it is of no use");
        }
        if (!remaining.isEmpty()) {
            notes.add("the workspace still shows what was to be removed: "
                    + remaining.stream()
                            .limit(NAMED)
                            .map(field -> field.path() + " is " + field.before())
                            .collect(Collectors.joining(", "))
                    + more(remaining) + "; from now on that counts as the service's own");
        }
        return notes;
    }

    private static String named(List<Difference> differences) {
        return differences.stream()
                        .limit(NAMED)
                        .map(field -> field.path() + " is " + text(field.before(), "not there") + " instead of "
                                + text(field.after(), "nothing"))
                        .collect(Collectors.joining(", "))
                + more(differences);
    }

    private static String more(List<Difference> differences) {
        return differences.size() > NAMED ? " and " + (differences.size() - NAMED) + " more" : "";
    }

    private static String text(JsonNode value, String otherwise) {
        return value.isMissingNode() ? otherwise : value.toString();
    }
}
