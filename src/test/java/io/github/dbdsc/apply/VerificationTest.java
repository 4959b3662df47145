package io.github.dbdsc.apply;

import static io.github.dbdsc.plan.Jobs.desired;
import static io.github.dbdsc.plan.Jobs.owned;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dbdsc.apply.Outcome.Result;
import io.github.dbdsc.model.ActualJob;
import io.github.dbdsc.model.DesiredJob;
import io.github.dbdsc.model.DesiredState;
import io.github.dbdsc.plan.Jobs;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reading back what was written. */
class VerificationTest {

    private static List<Outcome> apply(MemoryWorkspace workspace, int jobs, DesiredJob... desired) {
        return new Applier(workspace, pause -> {}, Jobs.RULES, new Workers(1))
                .apply(
                        Jobs.plan(new DesiredState(List.of(desired), Set.of(), List.of()), List.of(), Map.of()),
                        jobs,
                        Map.of(),
                        () -> true);
    }

    @ParameterizedTest(name = "{0} written beside {1}")
    @CsvSource({"1,0,1,0", "2,0,0,1", "1,100,1,0", "2,100,0,1", "2,101,2,0", "3,200,0,1", "3,201,3,0"})
    void written_jobs_are_read_back_in_whichever_way_takes_fewer_calls(int written, int jobs, int gets, int lists) {
        MemoryWorkspace workspace = new MemoryWorkspace();

        List<Outcome> outcomes = apply(
                workspace,
                jobs,
                IntStream.range(0, written)
                        .mapToObj(i -> desired("k" + i, "{'name':'N" + i + "'}"))
                        .toArray(DesiredJob[]::new));

        assertThat(workspace.calls).filteredOn(call -> call.startsWith("get")).hasSize(gets);
        assertThat(workspace.calls).filteredOn(call -> call.equals("list")).hasSize(lists);
        assertThat(outcomes).allSatisfy(outcome -> {
            assertThat(outcome.result()).isEqualTo(Result.APPLIED);
            assertThat(outcome.echo()).isPresent();
        });
    }

    @ParameterizedTest(name = "{0} fields lost")
    @CsvSource({"1,false,", "5,false,", "6,true, and 1 more;"})
    void up_to_five_lost_fields_are_named(int lost, boolean more, String said) {
        MemoryWorkspace forgetful = new MemoryWorkspace() {
            @Override
            public Optional<ActualJob> get(long jobId) {
                return Optional.of(owned(jobId, "us", "a", "{'name':'A'}"));
            }
        };
        StringBuilder fields = new StringBuilder("{'name':'A'");
        IntStream.range(0, lost).forEach(i -> fields.append(",'f").append(i).append("':1"));

        String error =
                apply(forgetful, 0, desired("a", fields + "}")).get(0).error().orElseThrow();

        assertThat(error).contains("f0 is not there instead of 1");
        assertThat(error.contains(" more;")).isEqualTo(more);
        if (more) {
            assertThat(error).contains(said);
        }
    }

    @Test
    void a_job_that_our_identity_may_not_view_is_not_read_back_and_the_others_are() {
        MemoryWorkspace hiding = new MemoryWorkspace() {
            @Override
            public Optional<ActualJob> get(long jobId) {
                if (jobId == 1) {
                    throw new WorkspaceException("not yours to view", 403, false);
                }
                return super.get(jobId);
            }
        };

        List<Outcome> outcomes = apply(hiding, 200, desired("a", "{'name':'A'}"), desired("b", "{'name':'B'}"));

        assertThat(outcomes.get(0).result()).isEqualTo(Result.APPLIED);
        assertThat(outcomes.get(0).error()).hasValue("it was not read back: not yours to view");
        assertThat(outcomes.get(1).error()).isEmpty();
        assertThat(outcomes.get(1).echo()).isPresent();
    }

    @Test
    void values_that_the_workspace_replaced_are_named() {
        MemoryWorkspace changing = new MemoryWorkspace() {
            @Override
            public Optional<ActualJob> get(long jobId) {
                return Optional.of(
                        owned(jobId, "us", "a", "{'name':'A','tasks':[{'task_key':'x'},{'task_key':'new'}]}"));
            }
        };

        assertThat(apply(changing, 0, desired("a", "{'name':'A','tasks':[{'task_key':'x'}]}"))
                        .get(0)
                        .error())
                .hasValueSatisfying(
                        error -> assertThat(error).contains("tasks[new] is {\"task_key\":\"new\"} instead of nothing"));
    }
}
