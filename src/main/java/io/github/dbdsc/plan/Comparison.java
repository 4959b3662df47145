package io.github.dbdsc.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.github.dbdsc.model.AppliedJob;
import io.github.dbdsc.model.FilledIn;
import io.github.dbdsc.model.JobSettings;
import io.github.dbdsc.model.ReferringText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The ways in which an actual job differs from its definition.
 *
 * @param differences what counts as different
 * @param suppressed what looks different and does not count, each with the reason
 */
public record Comparison(List<Difference> differences, List<Difference> suppressed) {

    /** The comparison of a change that compares nothing. */
    static final Comparison NOTHING = new Comparison(List.of(), List.of());

    public Comparison {
        differences = List.copyOf(differences);
        suppressed = List.copyOf(suppressed);
    }

    /** Returns this comparison with that of the permissions added. */
    Comparison and(AccessComparison access) {
        return new Comparison(
                Stream.concat(differences.stream(), access.differences().stream())
                        .toList(),
                Stream.concat(suppressed.stream(), access.suppressed().stream()).toList());
    }

    static final String WANTED = "the definition wants it so";
    static final String REMOVED = "the definition used to set it and no longer does";
    static final String DRIFT = "somebody set it by hand";
    static final String CHANGED = "somebody changed it by hand";
    static final String UNEXPLAINED = "the definition does not set it, and no earlier pass is known that saw it so";
    static final String SEEN_BEFORE = "the service filled it in";

    /**
     * Compares all settings.
     *
     * <p>A field that the definition sets differs unless a rule makes both sides mean the same. A field that the
     * definition leaves out differs when the definition used to set it, or when its value is neither a default nor what
     * the service showed right after the last run that applied the job, unless the service keeps it whatever is asked
     * for.
     *
     * @param ids the ids that references in the wanted settings stand for
     * @param state the job in the state; empty when it holds none
     */
    static Comparison of(
            JobSettings wanted, JobSettings actual, Optional<AppliedJob> state, JobIds ids, FieldRules rules) {
        Judge judge = new Judge(rules, ids, state.flatMap(AppliedJob::filledIn));
        JsonNode applied = state.<JsonNode>map(job -> job.settings().view()).orElse(MissingNode.getInstance());
        SettingsWalk.over(wanted.view(), actual.view(), applied, ids, judge);
        return new Comparison(judge.differences, judge.suppressed);
    }

    /** Decides for each field whether the difference counts. */
    private static final class Judge implements SettingsWalk.Visitor {

        private final FieldRules rules;
        private final JobIds ids;
        private final Optional<FilledIn> filledIn;
        private final List<Difference> differences = new ArrayList<>();
        private final List<Difference> suppressed = new ArrayList<>();

        private Judge(FieldRules rules, JobIds ids, Optional<FilledIn> filledIn) {
            this.rules = rules;
            this.ids = ids;
            this.filledIn = filledIn;
        }

        @Override
        public void differs(Place place, JsonNode wanted, JsonNode actual, JsonNode applied) {
            Optional<String> explanation = rules.explainsMismatch(place, ids.resolved(wanted), actual);
            if (explanation.isPresent()) {
                suppressed.add(new Difference(place.path(), actual, wanted, explanation.get()));
            } else {
                JsonNode before = ReferringText.in(wanted).isPresent() ? ids.asReference(actual) : actual;
                differences.add(new Difference(place.path(), before, wanted, why(wanted, applied)));
            }
        }

        @Override
        public void unmentioned(Place place, JsonNode actual, JsonNode applied) {
            Optional<String> explanation = FieldValues.isEmpty(applied) ? presence(place, actual) : Optional.empty();
            JsonNode gone = MissingNode.getInstance();
            if (explanation.isPresent()) {
                suppressed.add(new Difference(place.path(), actual, gone, explanation.get()));
            } else {
                differences.add(new Difference(place.path(), actual, gone, unwanted(applied)));
            }
        }

        @Override
        public boolean kept(Place place, JsonNode actual, JsonNode applied) {
            Optional<String> why = rules.explainsKeeping(place)
                    .map(reason -> FieldValues.isEmpty(applied) ? reason : REMOVED + ", but " + reason);
            why.ifPresent(
                    reason -> suppressed.add(new Difference(place.path(), actual, MissingNode.getInstance(), reason)));
            return why.isPresent();
        }

        private Optional<String> presence(Place place, JsonNode actual) {
            Optional<String> explanation = rules.explainsPresence(place, actual);
            if (explanation.isPresent()) {
                return explanation;
            }
            if (filledIn.isPresent()) {
                return filledIn.get().has(place.path(), actual) ? Optional.of(SEEN_BEFORE) : Optional.empty();
            }
            return rules.toleratesPresence(place);
        }

        /**
         * Returns why a field differs: where the definition still wants what was applied and read back, the workspace
         * changed.
         */
        private String why(JsonNode wanted, JsonNode applied) {
            return filledIn.isPresent() && isSame(wanted, applied) ? CHANGED : WANTED;
        }

        /** Compares references as they are written, which is how the state keeps them. */
        private static boolean isSame(JsonNode wanted, JsonNode applied) {
            if (wanted.isMissingNode() || applied.isMissingNode()) {
                return wanted.isMissingNode() && applied.isMissingNode();
            }
            return wanted.equals((one, other) -> FieldValues.same(one, other) ? 0 : 1, applied);
        }

        private String unwanted(JsonNode applied) {
            if (!FieldValues.isEmpty(applied)) {
                return REMOVED;
            }
            return filledIn.isPresent() ? DRIFT : UNEXPLAINED;
        }
    }
}
