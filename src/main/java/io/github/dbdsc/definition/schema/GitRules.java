package io.github.dbdsc.definition.schema;

import java.util.List;
import java.util.stream.Stream;

/**
 * Where the code of tasks comes from. Jobs API 2.2: a git source has a URL and a provider, and names one of branch, tag
 * and commit at most; only with it can a task take its code from there.
 */
final class GitRules {

    private static final String GIT_SOURCE = "git_source";
    private static final String SOURCE = "source";

    private GitRules() {}

    static void check(SettingsPart job, SettingsProblems problems) {
        job.child(GIT_SOURCE).ifPresent(git -> checkSource(git, problems));
        if (!job.has(GIT_SOURCE)) {
            job.tasksAndRepeated().stream()
                    .flatMap(GitRules::programs)
                    .filter(program -> program.text(SOURCE).equals("GIT"))
                    .forEach(program -> problems.error(
                            program.path().field(SOURCE),
                            "is GIT, but the job has no git_source; add one, or leave the source out"));
        }
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
        return task.node().properties().stream()
                .filter(field -> field.getKey().endsWith("_task"))
                .flatMap(field -> task.child(field.getKey()).stream())
                .flatMap(program -> Stream.concat(Stream.of(program), program.child("file").stream()));
    }
}
