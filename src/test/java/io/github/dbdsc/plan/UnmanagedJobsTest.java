package io.github.dbdsc.plan;

import static io.github.dbdsc.plan.Jobs.adopting;
import static io.github.dbdsc.plan.Jobs.desired;
import static io.github.dbdsc.plan.Jobs.owned;
import static io.github.dbdsc.plan.Jobs.settings;
import static io.github.dbdsc.plan.Jobs.unowned;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dbdsc.model.ActualJob;
import io.github.dbdsc.model.Adopt;
import io.github.dbdsc.model.AppliedJob;
import io.github.dbdsc.model.DesiredJob;
import io.github.dbdsc.model.DesiredState;
import io.github.dbdsc.model.FilledIn;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.plan.OwnershipPolicy.OnNameTaken;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which jobs of a workspace are nobody's. */
class UnmanagedJobsTest {

    private OnNameTaken onNameTaken = OnNameTaken.REFUSE;
    private Set<JobKey> blocked = Set.of();
    private Map<JobKey, AppliedJob> state = Map.of();

    private Plan plan(List<DesiredJob> desired, ActualJob... actual) {
        return Jobs.plan(
                new OwnershipPolicy("us", Optional.of(Jobs.US), onNameTaken),
                new DesiredState(desired, blocked, List.of()),
                List.of(actual),
                state,
                false);
    }

    private List<Long> nobodys(List<DesiredJob> desired, ActualJob... actual) {
        UnmanagedJobs unmanaged = Objects.requireNonNull(plan(desired, actual).unmanaged());
        assertThat(unmanaged.count()).isEqualTo(unmanaged.jobs().size());
        return unmanaged.jobs().stream().map(UnmanagedJobs.Job::id).toList();
    }

    private static AppliedJob applied(long id, String json) {
        return new AppliedJob(id, settings(json), Optional.of(new FilledIn(Map.of())));
    }

    @Test
    void a_job_without_an_owner_that_no_definition_means_is_nobodys() {
        assertThat(nobodys(
                        List.of(desired("a", "{'name':'A'}")),
                        owned(1, "us", "a", "{'name':'A'}"),
                        unowned(2, "bob@example.com", "{'name':'Bob'}"),
                        unowned(3, Jobs.US, "{'name':'Ours once'}")))
                .containsExactly(2L, 3L);
    }

    @Test
    void jobs_of_any_owner_are_not_whether_they_have_a_definition_or_lost_it_or_are_copies() {
        assertThat(nobodys(
                        List.of(desired("a", "{'name':'A'}")),
                        owned(1, "us", "a", "{'name':'A'}"),
                        owned(2, "us", "gone", "{'name':'Orphan'}"),
                        owned(3, "them", "x", "{'name':'Theirs'}"),
                        new ActualJob(4, settings("{'name':'Half','tags':{'dsc-owner':'them'}}"), Optional.of("bob"))))
                .isEmpty();
    }

    @Test
    void jobs_that_definitions_take_over_are_not_by_whatever_they_are_found() {
        DesiredJob byId = new DesiredJob(
                new JobKey("id"),
                settings("{'name':'Another name'}"),
                Adopt.of(7),
                false,
                List.of(),
                null,
                Map.of(),
                false);

        assertThat(nobodys(
                        List.of(desired("a", "{'name':'A'}"), adopting("b", "{'name':'B'}"), byId),
                        unowned(5, Jobs.US, "{'name':'A'}"),
                        unowned(6, "bob", "{'name':'B'}"),
                        unowned(7, "bob", "{'name':'By id'}"),
                        unowned(8, "bob", "{'name':'Left'}")))
                .containsExactly(8L);
    }

    @Test
    void a_job_that_is_refused_is_told_of_by_its_refusal_and_one_beside_which_another_is_made_is_nobodys() {
        List<DesiredJob> wanted = List.of(desired("a", "{'name':'A'}"));
        assertThat(nobodys(wanted, unowned(5, "bob", "{'name':'A'}"))).isEmpty();

        onNameTaken = OnNameTaken.CREATE;
        assertThat(nobodys(wanted, unowned(5, "bob", "{'name':'A'}"))).containsExactly(5L);
    }

    @Test
    void a_job_of_ours_that_lost_its_tags_by_hand_is_not_also_while_its_definition_has_an_error() {
        state = Map.of(new JobKey("a"), applied(7, "{'name':'A'}"), new JobKey("b"), applied(8, "{'name':'B'}"));
        blocked = Set.of(new JobKey("b"));

        assertThat(nobodys(
                        List.of(desired("a", "{'name':'A'}")),
                        unowned(7, Jobs.US, "{'name':'A'}"),
                        unowned(8, Jobs.US, "{'name':'B'}")))
                .isEmpty();
    }

    @Test
    void a_job_that_was_let_go_and_whose_definition_is_gone_is_nobodys() {
        state = Map.of(new JobKey("b"), applied(8, "{'name':'B'}"));

        assertThat(nobodys(List.of(), unowned(8, Jobs.US, "{'name':'B'}"))).containsExactly(8L);
    }

    @Test
    void of_a_job_that_cannot_be_read_it_is_not_known() {
        ActualJob unreadable = unowned(9, "bob", "{}").unreadable("the listing does not show it");

        assertThat(nobodys(List.of(), unreadable, unowned(10, "bob", "{'name':'Readable'}")))
                .containsExactly(10L);
    }

    @Test
    void where_not_all_jobs_were_listed_nothing_is_said() {
        ActualState some = new ActualState(
                WorkspaceNames.NONE,
                List.of(unowned(2, "bob", "{'name':'Bob'}")),
                false,
                null,
                ActualState.Permissions.NOT_READ);

        Plan plan = new Planner(
                        new OwnershipPolicy("us", Optional.of(Jobs.US), OnNameTaken.REFUSE),
                        ApprovalPolicy.ofDeletes(100),
                        Jobs.RULES)
                .plan(
                        new DesiredState(List.of(), Set.of(), List.of()),
                        some,
                        Map.of(),
                        SyncRequest.CHANGES,
                        Jobs.AT_ONCE);

        assertThat(plan.unmanaged()).isNull();
    }

    @Test
    void the_fingerprint_is_the_same_whatever_jobs_others_have() {
        List<DesiredJob> wanted = List.of(desired("a", "{'name':'A'}"));

        assertThat(plan(wanted, unowned(2, "bob", "{'name':'Bob'}")).fingerprint())
                .isEqualTo(plan(wanted).fingerprint());
    }

    @Test
    void of_ten_thousand_the_newest_thousand_are_kept_in_the_order_of_their_ids_and_all_are_counted() {
        List<ActualJob> many = new ArrayList<>();
        Instant first = Instant.parse("2026-01-01T00:00:00Z");
        for (int i = 0; i < 10_000; i++) {
            // ids say nothing about age
            long id = 1 + (i * 7919L) % 10_007;
            many.add(new ActualJob(
                    id, settings("{'name':'n'}"), Optional.of("bob"), i < 10 ? null : first.plusSeconds(i)));
        }

        UnmanagedJobs unmanaged = Objects.requireNonNull(
                plan(List.of(), many.toArray(ActualJob[]::new)).unmanaged());

        assertThat(unmanaged.count()).isEqualTo(10_000);
        assertThat(unmanaged.jobs())
                .hasSize(1_000)
                .isSortedAccordingTo(Comparator.comparing(UnmanagedJobs.Job::id))
                .allSatisfy(job -> assertThat(job.created()).isAfterOrEqualTo(first.plusSeconds(9_000)));
    }

    @Test
    void long_names_and_creators_are_cut_between_two_characters() {
        ActualJob wordy = new ActualJob(
                1, settings("{'name':'" + "😀".repeat(300) + "'}"), Optional.of("c".repeat(201)), Instant.EPOCH);

        UnmanagedJobs.Job job = Objects.requireNonNull(plan(List.of(), wordy).unmanaged())
                .jobs()
                .get(0);

        assertThat(job.name()).isEqualTo("😀".repeat(199) + "…");
        assertThat(job.creator()).contains("c".repeat(199) + "…");
        assertThat(job.created()).isEqualTo(Instant.EPOCH);
    }
}
