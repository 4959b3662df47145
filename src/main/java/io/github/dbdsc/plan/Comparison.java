package io.github.dbdsc.plan;

import io.github.dbdsc.fields.JobFields;
import io.github.dbdsc.model.AppliedJob;
import io.github.dbdsc.model.Echo;
import io.github.dbdsc.model.JobSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The ways in which an actual job differs from its definition.
 *
 * @param differences what counts as different
 * @param suppressed what looks different and does not count, each with the reason
 * @param unclear which of these may be somebody's and would be taken away by a write
 * @param evolved the paths of differing fields that nobody asked for and that the service may have begun to show, or
 *     ceased to
 * @param echo what to remember of what the workspace shows, should the job stay as it is; null where nothing was known of
 *     it before
 */
public record Comparison(
        List<Difference> differences,
        List<Difference> suppressed,
        List<Difference> unclear,
        Set<String> evolved,
        @Nullable Echo echo) {

    /** The comparison of a change that compares nothing. */
    static final Comparison NOTHING = new Comparison(List.of(), List.of(), List.of(), Set.of(), null);

    static final String FIRST_SEEN = "nothing was known of it before; from now on it counts as the service's";
    static final String SERVICE = "the service shows many jobs so at once";
    static final String UNCLEAR = "it was there before this program wrote the job; an update removes it";
    static final String SEEN_BEFORE = "the service filled it in";

    public Comparison {
        differences = List.copyOf(differences);
        suppressed = List.copyOf(suppressed);
        unclear = List.copyOf(unclear);
        evolved = Set.copyOf(evolved);
    }

    /** Returns this comparison with that of the permissions added. */
    Comparison and(AccessComparison access) {
        return new Comparison(
                Stream.concat(differences.stream(), access.differences().stream())
                        .toList(),
                Stream.concat(suppressed.stream(), access.suppressed().stream()).toList(),
                unclear,
                evolved,
                echo);
    }

    /** Returns this comparison with the differences at these paths suppressed. */
    Comparison without(Set<String> paths, String why) {
        List<Difference> left = new ArrayList<>();
        List<Difference> same = new ArrayList<>(suppressed);
        for (Difference difference : differences) {
            if (paths.contains(difference.path())) {
                same.add(difference.suppressed(why));
            } else {
                left.add(difference);
            }
        }
        return new Comparison(left, same, unclear, Set.of(), echo);
    }

    /** Returns this comparison with other differences. */
    Comparison but(List<Difference> others) {
        return new Comparison(others, suppressed, unclear, evolved, echo);
    }

    /** Returns this comparison with those differences that it lacks. */
    Comparison and(List<Difference> more) {
        Set<String> paths = differences.stream().map(Difference::path).collect(Collectors.toSet());
        return new Comparison(
                Stream.concat(
                                differences.stream(),
                                more.stream().filter(difference -> !paths.contains(difference.path())))
                        .toList(),
                suppressed,
                unclear,
                evolved,
                echo);
    }

    /** Returns this comparison with more that looks different and does not count. */
    Comparison suppressing(List<Difference> more) {
        return more.isEmpty()
                ? this
                : new Comparison(
                        differences,
                        Stream.concat(suppressed.stream(), more.stream()).toList(),
                        unclear,
                        evolved,
                        echo);
    }

    /** Returns the comparison for a job that is written: then what may be somebody's is taken away. */
    Comparison writing() {
        if (unclear.isEmpty()) {
            return this;
        }
        Set<String> paths = unclear.stream().map(Difference::path).collect(Collectors.toSet());
        return new Comparison(
                Stream.concat(differences.stream(), unclear.stream()).toList(),
                suppressed.stream().filter(same -> !paths.contains(same.path())).toList(),
                List.of(),
                evolved,
                echo);
    }

    /** Returns the comparison for a job that is written whatever it is like: what no definition sets is taken away. */
    Comparison adopting() {
        Comparison writing = writing();
        return writing.but(writing.differences().stream()
                .map(field -> field.cause() == Cause.UNEXPLAINED
                        ? new Difference(field.path(), field.before(), field.after(), Cause.TAKEN_AWAY)
                        : field)
                .toList());
    }

    /** Returns the comparison for a job that is not written after all: then what may be somebody's stays. */
    Comparison keeping() {
        List<Difference> same = new ArrayList<>(suppressed);
        List<Difference> spared = differences.stream()
                .filter(difference -> difference.cause() == Cause.TAKEN_AWAY)
                .toList();
        spared.forEach(difference -> same.add(difference.suppressed(UNCLEAR)));
        return new Comparison(List.of(), same, spared, evolved, echo);
    }

    /** Reports whether nothing is left to write but what a write takes away. */
    boolean onlyTakesAway() {
        return differences.stream().allMatch(difference -> difference.cause() == Cause.TAKEN_AWAY);
    }

    /**
     * Compares all settings: exactly where it is known what was asked for and what the workspace showed then, else by
     * what rules say of the service.
     *
     * @param wanted what the definition asks for
     * @param ids the ids that references in the wanted settings stand for
     * @param applied the job in the state; null when it holds none
     */
    static Comparison of(
            JobSettings wanted, JobSettings actual, @Nullable AppliedJob applied, JobIds ids, JobFields fields) {
        if (applied == null) {
            return RuleComparison.of(wanted, actual, null, ids, fields);
        }
        Echo echo = applied.echo().orElse(null);
        if (echo != null) {
            return exact(wanted, actual, applied, echo, ids, fields);
        }
        List<Difference> defined = ExactComparison.ofDefinition(
                wanted.resolved(ids::of), actual, applied.settings().resolved(ids::of), ids, fields);
        // a release before kept what was asked for in other words, which says nothing of fields that are shown
        List<Difference> more = applied.seen().isEmpty()
                ? defined
                : defined.stream()
                        .filter(field -> isNeverShown(field, actual, fields))
                        .toList();
        return RuleComparison.of(wanted, actual, applied, ids, fields).and(more);
    }

    private static boolean isNeverShown(Difference field, JobSettings actual, JobFields fields) {
        SettingsLookup shown = SettingsLookup.find(actual.view(), field.path(), fields);
        return shown.value().isMissingNode() && fields.isNeverReturned(shown.place());
    }

    private static Comparison exact(
            JobSettings wanted, JobSettings actual, AppliedJob applied, Echo echo, JobIds ids, JobFields fields) {
        JobSettings resolved = wanted.resolved(ids::of);
        Comparison found = ExactComparison.of(resolved, actual, applied.settings(), echo, ids, fields);
        if (found.differences().stream().allMatch(Difference::isDrift)) {
            return found;
        }
        Comparison byRules = RuleComparison.of(resolved, actual, null, ids, fields);
        return new UnrecordedWrite(resolved, actual, applied, echo, fields).explains(found, byRules)
                ? new Comparison(
                        List.of(), byRules.suppressed(), List.of(), Set.of(), Echoes.of(resolved, actual, fields))
                : found;
    }
}
