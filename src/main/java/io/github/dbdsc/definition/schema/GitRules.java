package io.github.dbdsc.definition.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where the code of tasks comes from. Jobs API 2.2: a git source has a URL and a provider, and names one of branch, tag
 * and commit at most; only with it can a task take its code from there.
 */
final class GitRules {

    private static final String GIT_SOURCE = "git_source";
    private static final String SOURCE = "source";
    private static final String FILE = "file";

    /** The types of tasks whose code, or whose file, has a source. */
    private static final List<String> PROGRAMS =
            List.of("notebook_task", "spark_python_task", "sql_task", "dbt_task", "gen_ai_compute_task");

    private GitRules() {}

    static void check(SettingsPart job, SettingsProblems problems) {
        job.child(GIT_SOURCE).ifPresent(git -> checkSource(git, problems));
        if (!job.has(GIT_SOURCE) && anyTaskNeedsGit(job.node().path("tasks"))) {
            job.tasksAndRepeated().forEach(task -> programs(task)
                    .filter(program -> isGit(program.node()))
                    .forEach(program -> problems.error(
                            program.path().field(SOURCE),
                            "is GIT, but the job has no git_source; add one, or leave the source out")));
        }
    }

    /** Looks before paths are made, since hardly any job has this fault. */
    private static boolean anyTaskNeedsGit(JsonNode tasks) {
        for (JsonNode task : tasks) {
            for (JsonNode next = task;
                    next.isObject();
                    next = next.path("for_each_task").path("task")) {
                for (String program : PROGRAMS) {
                    JsonNode code = next.path(program);
                    if (isGit(code) || isGit(code.path(FILE))) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private static boolean isGit(JsonNode code) {
        return code.path(SOURCE).asText().equals("GIT");
    }

    private static void checkSource(SettingsPart git, SettingsProblems problems) {
        if (!git.has("git_url")) {
            problems.error(git.path(), "has no git_url; add the repository's https address");
        }
        if (!git.has("git_provider")) {
            problems.error(git.path(), "has no git_provider; add one, such as gitHub or azureDevOpsServices");
        }
        List<String> revisions = Stream.of("git_branch", "git_tag", "git_commit")
                .filter(git::has)
                .toList();
        if (revisions.size() > 1) {
            problems.error(git.path(), "names " + String.join(" and ", revisions) + "; keep one of them");
        }
    }

    /** Returns what a task runs, and the file in it. */
    private static Stream<SettingsPart> programs(SettingsPart task) {
        return PROGRAMS.stream()
                .flatMap(program -> task.child(program).stream())
                .flatMap(program -> Stream.concat(Stream.of(program), program.child(FILE).stream()));
    }
}
