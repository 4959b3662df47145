package io.github.dbdsc.definition;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dbdsc.model.DesiredJob;
import io.github.dbdsc.model.DesiredState;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.Problem;
import io.github.dbdsc.model.Strictness;
import java.util.List;
import org.junit.jupiter.api.Test;

class JobDumpTest {

    private static final String AS_IT_IS = "{{ job | tojson }}";
    private static final String SETTINGS = "{'name':'A','tasks':[]}";
    private static final String DUMP = "{'job_id':7,'creator_user_name':'a@b.c',\n'settings':" + SETTINGS
            + ",'created_time':1,'run_as_user_name':'a@b.c'}";

    private static DesiredState read(String template, String definition) {
        return DesiredStateReader.read(
                Containers.of(
                        "templates/standard.jinja2",
                        template.replace('\'', '"'),
                        "jobs/a.json",
                        definition.replace('\'', '"')),
                new RenderCache(Strictness.LENIENT));
    }

    private static Problem only(String template, String definition) {
        DesiredState desired = read(template, definition);
        assertThat(desired.blocked()).containsExactly(new JobKey("a"));
        assertThat(desired.problems()).hasSize(1);
        return desired.problems().get(0);
    }

    @Test
    void an_answer_of_jobs_list_says_what_to_keep() {
        assertThat(only(AS_IT_IS, "{'jobs':[" + DUMP + "],'has_more':false}").message())
                .contains("is what 'jobs list' answers");
    }

    @Test
    void an_answer_of_jobs_get_as_a_definition_is_an_error_that_says_what_to_keep() {
        assertThat(only(AS_IT_IS, DUMP))
                .isEqualTo(Problem.error(
                        "jobs/a.json",
                        2,
                        1,
                        "the file is what 'jobs get' answers, not the settings of a job; keep what is inside \"settings\","
                                + " without job_id, creator_user_name, created_time, run_as_user_name"));
    }

    @Test
    void the_body_of_a_reset_is_one_too() {
        assertThat(only(AS_IT_IS, "{'job_id':7,'new_settings':" + SETTINGS + "}")
                        .message())
                .isEqualTo(
                        "the file is the body of a call of 'jobs reset', not the settings of a job; keep what is inside"
                                + " \"new_settings\", without job_id");
        assertThat(only(AS_IT_IS, "{'new_settings':" + SETTINGS + "}").message())
                .endsWith("keep what is inside \"new_settings\"");
    }

    @Test
    void fields_of_an_answer_beside_the_settings_are_an_error() {
        assertThat(only(AS_IT_IS, "{'name':'A','tasks':[],\n'job_id':7,'created_time':1,'has_more':false}"))
                .isEqualTo(Problem.error(
                        "jobs/a.json",
                        2,
                        1,
                        "the file has job_id, created_time, has_more, which 'jobs get' answers beside the settings and"
                                + " nobody can set; keep the settings and take the rest away"));
    }

    @Test
    void a_template_that_is_a_dump_is_named_with_its_line() {
        Problem problem = only("{'job_id': 7,\n 'settings': {'name': '{{ job.name }}'}}", "{'name':'A'}");

        assertThat(problem.file()).isEqualTo("templates/standard.jinja2");
        assertThat(problem.line()).isEqualTo(2);
        assertThat(problem.message())
                .startsWith(
                        "the rendered text is what 'jobs get' answers, not the settings of a job; keep what is inside"
                                + " \"settings\", without job_id");
    }

    @Test
    void a_dump_that_the_template_can_not_use_is_said_beside_what_is_missing() {
        DesiredState desired = read("{'name': '{{ job.name }}', 'tasks': []}", DUMP);

        assertThat(desired.blocked()).containsExactly(new JobKey("a"));
        assertThat(desired.problems().stream().filter(Problem::isError).map(Problem::message))
                .anyMatch(message -> message.startsWith("the file is what 'jobs get' answers"))
                .anyMatch(message -> message.startsWith("the job has no name"));
    }

    @Test
    void a_template_may_pick_the_settings_out_of_a_dump() {
        assertThat(read("{{ job.settings | tojson }}", DUMP).jobs())
                .extracting(DesiredJob::name)
                .containsExactly("A");
    }

    @Test
    void other_fields_around_settings_are_none_of_its_business() {
        for (String settings : List.of("'settings':{'x':1}", "'new_settings':[]")) {
            assertThat(read(AS_IT_IS, "{'name':'A'," + settings + "}").blocked())
                    .isEmpty();
        }
    }
}
