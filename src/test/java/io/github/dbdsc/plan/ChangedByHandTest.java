package io.github.dbdsc.plan;

import static io.github.dbdsc.plan.Jobs.RULES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.fields.Canonical;
import io.github.dbdsc.fields.Mutation;
import io.github.dbdsc.fields.Mutations;
import io.github.dbdsc.fields.RandomService;
import io.github.dbdsc.fields.SampleSettings;
import io.github.dbdsc.model.ActualJob;
import io.github.dbdsc.model.AppliedJob;
import io.github.dbdsc.model.DesiredJob;
import io.github.dbdsc.model.DesiredState;
import io.github.dbdsc.model.JobSettings;
import io.github.dbdsc.model.Ownership;
import io.github.dbdsc.plan.OwnershipPolicy.OnNameTaken;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever somebody changes in the workspace after a job was applied is drift, apart from what is named here. */
class ChangedByHandTest {

    /** The entries of job-fields.json that keep a plan quiet: kind, kind of object, field. */
    private static final Set<String> QUIET = new TreeSet<>(List.of(
            "operator job schedule.pause_status",
            "operator job trigger.pause_status",
            "operator job continuous.pause_status",
            "operator job triggers[].pause_status",
            "notListed job run_as",
            "unordered job email_notifications.*",
            "unordered task email_notifications.*",
            "unordered task libraries"));

    /** The lists of job-schema.json whose elements have names, so that their order does not count. */
    private static final Set<String> NAMED = new TreeSet<>(List.of(
            "JobSettings.environments[environment_key]",
            "JobSettings.job_clusters[job_cluster_key]",
            "JobSettings.parameters[name]",
            "JobSettings.tasks[task_key]",
            "Task.depends_on[task_key]",
            "WebhookNotifications.on_duration_warning_threshold_exceeded[id]",
            "WebhookNotifications.on_failure[id]",
            "WebhookNotifications.on_start[id]",
            "WebhookNotifications.on_streaming_backlog_exceeded[id]",
            "WebhookNotifications.on_success[id]"));

    private static JsonNode rules;

    private final Set<String> quiet = new TreeSet<>();
    private final Set<String> named = new TreeSet<>();
    private final List<String> unexplained = new ArrayList<>();

    @BeforeAll
    static void readRules() throws IOException {
        try (InputStream file =
                ChangedByHandTest.class.getResourceAsStream("/io/github/dbdsc/fields/job-fields.json")) {
            rules = new JsonMapper().readTree(file);
        }
    }

    /** Changes what the workspace shows, one mutation after the other, and notes what the plan does not mind. */
    private void change(ObjectNode definition, ObjectNode shown, List<Mutation> mutations) {
        OneJob job = OneJob.applied(definition, shown);
        for (Mutation mutation : mutations) {
            ObjectNode now = mutation.of(shown);
            Change change = job.planShowing(now);
            if (change.action() == Action.UPDATE) {
                if (!change.correctsDrift()) {
                    unexplained.add(mutation + " is written, but not as drift");
                }
            } else if (change.action() == Action.REFUSED) {
                if (!mutation.spot().field().equals("tags.dsc-owner")) {
                    unexplained.add(mutation + " is refused");
                }
            } else if (!now.equals(shown)) {
                note(mutation, definition, now, shown);
            }
        }
    }

    private void note(Mutation mutation, ObjectNode definition, ObjectNode now, ObjectNode shown) {
        Mutation.Spot spot = mutation.spot();
        boolean isOrder = mutation.what().equals(Mutation.ORDER);
        if (isOrder && !spot.key().isEmpty()) {
            named.add(spot.inType() + "[" + spot.key() + "]");
            return;
        }
        for (JsonNode rule : rules) {
            boolean explains =
                    switch (rule.path("kind").asText()) {
                        case "unordered" -> isOrder;
                        case "operator" -> covers(rule, spot.field()) && isLeftOpen(definition, mutation);
                        case "notListed" ->
                            now.path(spot.field()).isMissingNode()
                                    || now.path(spot.field()).isNull();
                        default -> false;
                    };
            if (explains && spot.scope().equals(rule.path("where").asText()) && covers(rule, spot.field())) {
                quiet.add(rule.path("kind").asText() + " " + rule.path("where").asText() + " "
                        + rule.path("field").asText());
                return;
            }
        }
        if (!Canonical.of(now, RULES).equals(Canonical.of(shown, RULES))) {
            unexplained.add(mutation.toString());
        }
    }

    private static boolean covers(JsonNode rule, String field) {
        String pattern = rule.path("field").asText();
        return pattern.endsWith(".*")
                ? field.startsWith(pattern.substring(0, pattern.length() - 1))
                : field.equals(pattern);
    }

    /** Reports whether the definition has the object and leaves the field in it out. */
    private static boolean isLeftOpen(ObjectNode definition, Mutation mutation) {
        String field = mutation.spot().field();
        JsonNode object = definition;
        for (Object step : mutation.steps()) {
            object = step instanceof Integer index ? object.path(index) : object.path((String) step);
        }
        return object.isObject() && !object.has(field.substring(field.lastIndexOf('.') + 1));
    }

    private static ObjectNode without(ObjectNode settings, String field) {
        ObjectNode less = settings.deepCopy();
        for (String block : List.of("schedule", "trigger", "continuous")) {
            if (less.path(block) instanceof ObjectNode object) {
                object.remove(field);
            }
        }
        less.path("triggers").forEach(trigger -> ((ObjectNode) trigger).remove(field));
        return less;
    }

    @Test
    void every_change_by_hand_is_drift_unless_an_entry_says_otherwise() {
        int seed = 0;
        for (ObjectNode definition : SampleSettings.everything(RULES)) {
            ObjectNode shown = OneJob.stamped(definition);
            change(definition, shown, Mutations.of(shown, RULES));
            ObjectNode otherwise = RandomService.with(seed).answer(shown, seed++, 0);
            List<Mutation> mutations = Mutations.of(otherwise, RULES);
            change(definition, otherwise, mutations.subList(0, mutations.size() / 5));
        }
        ObjectNode job = SampleSettings.everything(RULES).get(0);
        ObjectNode open = without(job, "pause_status");
        change(open, OneJob.stamped(job), Mutations.of(OneJob.stamped(job), RULES));

        assertThat(unexplained).isEmpty();
        assertThat(quiet).isEqualTo(QUIET);
        assertThat(named).isEqualTo(NAMED);
    }

    @Test
    void what_operators_set_is_theirs_only_where_the_definition_has_the_block_and_leaves_it_open() {
        ObjectNode job = SampleSettings.everything(RULES).get(0);
        ObjectNode shown = OneJob.stamped(job);
        for (String block : List.of("schedule", "trigger", "continuous")) {
            ObjectNode paused = shown.deepCopy();
            paused.withObject("/" + block).put("pause_status", "UNPAUSED");
            ObjectNode none = job.deepCopy();
            none.remove(block);
            ObjectNode made = OneJob.stamped(none);
            made.putObject(block).put("pause_status", "PAUSED");

            assertThat(OneJob.applied(job, shown).planShowing(paused).action()).isEqualTo(Action.UPDATE);
            assertThat(OneJob.applied(without(job, "pause_status"), shown)
                            .planShowing(paused)
                            .action())
                    .isEqualTo(Action.NONE);
            assertThat(OneJob.applied(none, OneJob.stamped(none))
                            .planShowing(made)
                            .action())
                    .isEqualTo(Action.UPDATE);
        }
    }

    @Test
    void changes_by_hand_of_random_jobs_are_drift() {
        Random random = new Random(20);
        for (int seed = 0; seed < 40; seed++) {
            ObjectNode definition = SampleSettings.something(RULES, random);
            ObjectNode shown = RandomService.with(seed).answer(OneJob.stamped(definition), seed, 0);
            List<Mutation> all = Mutations.of(shown, RULES);
            change(
                    definition,
                    shown,
                    random.ints(30, 0, all.size()).mapToObj(all::get).toList());
        }

        assertThat(unexplained).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {Ownership.OWNER_TAG, Ownership.KEY_TAG, Ownership.SOURCE_TAG})
    void our_own_tags_are_put_back(String tag) {
        OwnershipPolicy policy = new OwnershipPolicy("us", Optional.of(Jobs.US), OnNameTaken.REFUSE).from("here");
        DesiredJob job = Jobs.desired("ü", "{'name':'n'}");
        JobSettings sent = policy.stamped(job);
        ObjectNode shown = sent.tree();
        shown.withObject("/tags").remove(tag);

        Plan plan = Jobs.plan(
                policy,
                new DesiredState(List.of(job), Set.of(), List.of()),
                List.of(new ActualJob(7, new JobSettings(shown), Optional.of(Jobs.US))),
                Map.of(job.key(), new AppliedJob(7, sent, Optional.of(Echoes.of(sent, sent, RULES)))),
                false);

        assertThat(plan.changes())
                .extracting(Change::action, Change::correctsDrift)
                .containsExactly(tuple(Action.UPDATE, true));
    }
}
