package io.github.dbdsc.plan;

import static io.github.dbdsc.plan.Jobs.owned;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.SyncRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetyTest {

    private static List<Change> deleting(int deletes) {
        return IntStream.range(0, deletes)
                .mapToObj(i -> Change.delete(new JobKey("k" + i), owned(i, "us", "k" + i, "{'name':'N'}")))
                .toList();
    }

    private static List<Change> updating(int updates) {
        return IntStream.range(0, updates)
                .mapToObj(i -> Change.replace(
                        Action.UPDATE,
                        new JobKey("k" + i),
                        owned(i, "us", "k" + i, "{'name':'N'}"),
                        null,
                        Comparison.NOTHING,
                        Jobs.settings("{'name':'M'}"),
                        Jobs.settings("{'name':'M'}")))
                .toList();
    }

    /** Reviews a run in which no definition is new. */
    private static Safety review(List<Change> changes, int owned, SyncRequest request, int limit) {
        return review(changes, owned, request, limit, Jobs.AT_ONCE);
    }

    private static Safety review(List<Change> changes, int owned, SyncRequest request, int limit, PruneTerms terms) {
        return new Review(
                        request,
                        changes,
                        changes,
                        DeleteBudget.of(terms, owned, limit),
                        new UpdateBudget(owned, 100),
                        Restoring.NOT_ASKED,
                        false)
                .safety(nothing -> List.of());
    }

    @ParameterizedTest(name = "{0} of {1} at {2} %: withheld {3}")
    @CsvSource({
        "1,1,30,false",
        "1,2,1,false",
        "1,2,0,true",
        "2,2,30,true",
        "3,10,30,false",
        "4,10,30,true",
        "10,10,100,false",
        "0,0,0,false"
    })
    void deletes_above_the_limit_are_withheld_but_one_is_allowed_unless_the_limit_is_0(
            int deletes, int owned, int limit, boolean withheld) {
        Safety safety = review(deleting(deletes), owned, SyncRequest.SYNC, limit);

        assertThat(safety.withheld()).hasSize(withheld ? 1 : 0);
        assertThat(safety.objection()).isNull();
    }

    @Test
    void a_refusal_says_exactly_how_to_override_it_and_that_works() {
        List<Change> changes = deleting(5);
        String fingerprint = Fingerprint.of(changes);

        assertThat(review(changes, 10, SyncRequest.SYNC, 30).objections())
                .singleElement()
                .asString()
                .contains("5 of 10", "30 %", "sync --prune --plan " + fingerprint);
        assertThat(review(changes, 10, SyncRequest.SYNC.approving(fingerprint), 30))
                .isEqualTo(new Safety(null, List.of()));
    }

    @ParameterizedTest(name = "{0} of {1} at {2} %: withheld {3}")
    @CsvSource({
        "1,1,30,false",
        "1,2,0,true",
        "2,2,30,true",
        "3,10,30,false",
        "4,10,30,true",
        "10,10,100,false",
        "0,10,0,false"
    })
    void updates_above_the_limit_are_withheld_but_one_is_allowed_unless_the_limit_is_0(
            int updates, int owned, int limit, boolean withheld) {
        List<Change> changes = updating(updates);

        Safety safety = new Review(
                        SyncRequest.SYNC,
                        changes,
                        changes,
                        DeleteBudget.of(Jobs.AT_ONCE, owned, 0),
                        new UpdateBudget(owned, limit),
                        Restoring.NOT_ASKED,
                        false)
                .safety(nothing -> List.of());

        assertThat(changes).allMatch(change -> safety.allows(change) != withheld);
        assertThat(safety.objections())
                .hasSize(withheld ? 1 : 0)
                .allMatch(why -> why.endsWith("sync --prune --plan " + Fingerprint.of(changes)));
    }

    @Test
    void a_plan_that_is_not_the_approved_one_is_refused() {
        assertThat(review(deleting(1), 10, SyncRequest.SYNC.approving("0".repeat(64)), 30)
                        .objection())
                .contains("not the approved one");
    }

    @Test
    void a_dry_run_says_how_to_approve_the_whole_plan_and_a_run_how_to_approve_the_rest() {
        List<Change> deletes = deleting(5);
        List<Change> changes = new ArrayList<>(deletes);
        changes.add(Change.create(new JobKey("new"), null, Jobs.settings("{'name':'N'}"), OptionalLong.empty()));

        assertThat(review(changes, 10, SyncRequest.PLAN, 30).objections().get(0))
                .endsWith(" --plan " + Fingerprint.of(changes));
        assertThat(review(changes, 10, SyncRequest.SYNC, 30).objections().get(0))
                .endsWith(" --plan " + Fingerprint.of(deletes));
    }
}
