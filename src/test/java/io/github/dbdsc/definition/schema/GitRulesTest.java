package io.github.dbdsc.definition.schema;

import static io.github.dbdsc.definition.schema.SettingsJson.job;
import static io.github.dbdsc.definition.schema.SettingsJson.problems;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GitRulesTest {

    private static List<String> found(String git) {
        return problems("{'name':'A','git_source':{" + git + "}}");
    }

    @Test
    void a_git_source_has_an_address_and_a_provider() {
        assertThat(found("'git_branch':'main'"))
                .containsExactly(
                        "ERROR git_source: has no git_url; add the repository's https address",
                        "ERROR git_source: has no git_provider; add one, such as gitHub or azureDevOpsServices");
        assertThat(found("'git_url':'https://x/y','git_provider':'gitHub'")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'git_branch':'a','git_tag':'b'",
                "'git_tag':'a','git_commit':'b'",
                "'git_commit':'a','git_branch':'b'"
            })
    void a_git_source_names_one_revision(String revisions) {
        assertThat(found("'git_url':'https://x/y','git_provider':'gitHub'," + revisions))
                .singleElement()
                .asString()
                .startsWith("ERROR git_source: names git_")
                .endsWith("; keep one of them");
        assertThat(found("'git_url':'https://x/y','git_provider':'gitHub','git_tag':'','git_branch':'main'"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'notebook_task':{'source':'GIT'}",
                "'existing_cluster_id':'c','spark_python_task':{'source':'GIT'}",
                "'existing_cluster_id':'c','dbt_task':{'source':'GIT'}",
                "'sql_task':{'file':{'source':'GIT'}}",
                "'for_each_task':{'task':{'task_key':'one','notebook_task':{'source':'GIT'}}}"
            })
    void code_comes_from_git_only_where_the_job_says_which(String program) {
        String task = "{'task_key':'a'," + program + "}";
        assertThat(problems(job(task)))
                .singleElement()
                .asString()
                .startsWith("ERROR tasks[a].")
                .endsWith("source: is GIT, but the job has no git_source; add one, or leave the source out");
        assertThat(problems("{'name':'A','git_source':{'git_url':'https://x/y','git_provider':'gitHub'},'tasks':["
                        + task + "]}"))
                .isEmpty();
    }
}
