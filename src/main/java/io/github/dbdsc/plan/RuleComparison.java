package io.github.dbdsc.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.github.dbdsc.fields.FieldValues;
import io.github.dbdsc.fields.JobFields;
import io.github.dbdsc.fields.Place;
import io.github.dbdsc.model.AppliedJob;
import io.github.dbdsc.model.FilledIn;
import io.github.dbdsc.model.JobSettings;
import io.github.dbdsc.model.ReferringText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compares a job with its definition where it is not known what the workspace showed right after the job was applied: at
 * its first sight, or once the state is lost. Rules say what the service fills in, leaves out and spells otherwise.
 */
final class RuleComparison implements SettingsWalk.Visitor {

    private final JobFields fields;
    private final JobIds ids;
    private final @Nullable FilledIn filledIn;
    private final boolean isApplied;
    private final List<Difference> differences = new ArrayList<>();
    private final List<Difference> suppressed = new ArrayList<>();
    private final List<Difference> unclear = new ArrayList<>();

    private RuleComparison(JobFields fields, JobIds ids, @Nullable AppliedJob applied) {
        this.fields = fields;
        this.ids = ids;
        this.filledIn = applied != null && applied.seen().orElse(null) instanceof FilledIn some ? some : null;
        this.isApplied = applied != null && filledIn == null;
    }

    /**
     * Compares all settings.
     *
     * <p>A field that the definition sets differs unless a rule makes both sides mean the same. A field that the
     * definition leaves out differs when the definition used to set it, or when its value is neither a default nor one
     * that the service may have filled in, unless the service keeps it whatever is asked for. Of a job that was applied
     * and not read back, whatever the definition leaves out counts as filled in.
     *
     * @param ids the ids that references in the wanted settings stand for
     * @param applied the job in the state; null when it holds none
     */
    static Comparison of(
            JobSettings wanted, JobSettings actual, @Nullable AppliedJob applied, JobIds ids, JobFields fields) {
        RuleComparison judge = new RuleComparison(fields, ids, applied);
        JsonNode asked =
                applied == null ? MissingNode.getInstance() : applied.settings().view();
        SettingsWalk.over(wanted.view(), actual.view(), asked, ids, fields, judge);
        return new Comparison(judge.differences, judge.suppressed, judge.unclear, Set.of(), null);
    }

    @Override
    public void differs(Place place, JsonNode wanted, JsonNode actual, JsonNode applied) {
        Optional<String> explanation = fields.explainsMismatch(place, ids.resolved(wanted), actual);
        if (explanation.isPresent()) {
            suppressed.add(Difference.same(place.path(), actual, wanted, explanation.get()));
        } else {
            JsonNode before = ReferringText.in(wanted).isPresent() ? ids.asReference(actual) : actual;
            differences.add(new Difference(place.path(), before, wanted, why(wanted, applied)));
        }
    }

    @Override
    public void unmentioned(Place place, JsonNode actual, JsonNode applied) {
        JsonNode gone = MissingNode.getInstance();
        if (!applied.isMissingNode() && !applied.isNull()) {
            differences.add(new Difference(place.path(), actual, gone, Cause.NO_LONGER_DEFINED));
            return;
        }
        Optional<String> known = fields.explainsPresence(place, actual).or(() -> seenBefore(place, actual));
        if (known.isPresent()) {
            suppressed.add(Difference.same(place.path(), actual, gone, known.get()));
            return;
        }
        Optional<String> tolerated = filledIn == null ? tolerated(place) : Optional.empty();
        if (tolerated.isEmpty()) {
            Cause why = filledIn == null ? Cause.UNEXPLAINED : Cause.SET_BY_HAND;
            differences.add(new Difference(place.path(), actual, gone, why));
            return;
        }
        suppressed.add(Difference.same(place.path(), actual, gone, tolerated.get()));
        if (!fields.fillsIn(place, actual)) {
            unclear.add(new Difference(place.path(), actual, gone, Cause.TAKEN_AWAY));
        }
    }

    @Override
    public void unknown(Place place, JsonNode actual) {
        if (filledIn == null) {
            JsonNode gone = MissingNode.getInstance();
            suppressed.add(Difference.same(place.path(), actual, gone, Comparison.FIRST_SEEN));
            unclear.add(new Difference(place.path(), actual, gone, Cause.TAKEN_AWAY));
        }
    }

    private Optional<String> seenBefore(Place place, JsonNode actual) {
        return filledIn != null && filledIn.has(place.path(), actual)
                ? Optional.of(Comparison.SEEN_BEFORE)
                : Optional.empty();
    }

    private Optional<String> tolerated(Place place) {
        Optional<String> rule = fields.toleratesPresence(place);
        return rule.isEmpty() && isApplied ? Optional.of(Comparison.FIRST_SEEN) : rule;
    }

    @Override
    public boolean kept(Place place, JsonNode actual, JsonNode applied) {
        Optional<String> why = fields.explainsKeeping(place)
                .map(reason ->
                        FieldValues.isEmpty(applied) ? reason : Cause.NO_LONGER_DEFINED.reason() + ", but " + reason);
        why.ifPresent(
                reason -> suppressed.add(Difference.same(place.path(), actual, MissingNode.getInstance(), reason)));
        return why.isPresent();
    }

    /**
     * Returns why a field differs: where the definition still wants what was applied and read back, the workspace
     * changed.
     */
    private Cause why(JsonNode wanted, JsonNode applied) {
        return filledIn != null && isSame(wanted, applied) ? Cause.CHANGED_BY_HAND : Cause.DEFINED;
    }

    /** Compares references as they are written, which is how a release before kept them. */
    private static boolean isSame(JsonNode wanted, JsonNode applied) {
        if (wanted.isMissingNode() || applied.isMissingNode()) {
            return wanted.isMissingNode() && applied.isMissingNode();
        }
        return wanted.equals((one, other) -> FieldValues.same(one, other) ? 0 : 1, applied);
    }
}
