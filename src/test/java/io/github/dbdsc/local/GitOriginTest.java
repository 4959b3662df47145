package io.github.dbdsc.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One repository has one name, whoever checked it out, and how. */
class GitOriginTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "https://github.com/team/jobs.git,                              github.com/team/jobs",
        "https://GitHub.com/team/jobs/,                                 github.com/team/jobs",
        "https://x-access-token:ghs_planted@github.com/team/jobs,       github.com/team/jobs",
        "https://x:pl@nted@github.com/team/jobs,                        github.com/team/jobs",
        "https://github.com/team/jobs?access_token=planted,             github.com/team/jobs",
        "git@github.com:team/jobs.git,                                  github.com/team/jobs",
        "ssh://git@github.com:22/team/jobs.git,                         github.com/team/jobs",
        "git://git.example.com/a/b/c.git,                               git.example.com/a/b/c",
        "git.example.com:jobs,                                          git.example.com/jobs",
        "https://gitlab-ci-token:planted@gitlab.example.com/g/p.git,    gitlab.example.com/g/p",
        "https://org@dev.azure.com/org/My%20Project/_git/jobs,          dev.azure.com/org/My%20Project/jobs",
        "https://dev.azure.com/org/project/_git/jobs,                   dev.azure.com/org/project/jobs",
        "https://org.visualstudio.com/project/_git/jobs,                dev.azure.com/org/project/jobs",
        "https://org.visualstudio.com/DefaultCollection/project/_git/jobs, dev.azure.com/org/project/jobs",
        "git@ssh.dev.azure.com:v3/org/project/jobs,                     dev.azure.com/org/project/jobs",
        "org@vs-ssh.visualstudio.com:v3/org/project/jobs,               dev.azure.com/org/project/jobs",
        "https://git.example.com/größe/jobs.git,                        git.example.com/gr%C3%B6%C3%9Fe/jobs",
    })
    void a_repository_is_named_by_host_and_path_without_scheme_user_and_suffix(String url, String name) {
        assertThat(GitOrigin.named(url)).hasValue(name);
    }

    @ParameterizedTest
    @CsvSource({"/srv/git/jobs.git", "../jobs", "file:///srv/git/jobs.git", "C:\\git\\jobs"})
    void a_folder_of_this_machine_is_no_name(String url) {
        assertThat(GitOrigin.named(url)).isEmpty();
    }

    private void config(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    @Test
    void a_folder_inside_adds_its_path() throws IOException {
        config(".git/config", """
                [core]
                \tbare = false
                [remote "upstream"]
                \turl = https://git.example.com/other/jobs
                [remote "origin"]
                \tfetch = +refs/heads/*:refs/remotes/origin/*
                \turl = https://git.example.com/team/jobs.git ; ours
                [branch "main"]
                \tremote = origin
                """);
        Files.createDirectories(folder.resolve("envs/dev one"));

        assertThat(GitOrigin.of(folder)).hasValue("git.example.com/team/jobs");
        assertThat(GitOrigin.of(folder.resolve("envs/dev one"))).hasValue("git.example.com/team/jobs/envs/dev%20one");
    }

    /** What git-config describes, and git itself reads. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "[remote \"origin\"] url = https://git.example.com/team/jobs.git",
                "[core] [remote \"origin\"]\tURL=https://git.example.com/team/jobs.git # ours",
                "[REMOTE \"origin\"]\r\n\turl = \"https://git.example.com/team/jobs.git\" ; ours\r\n",
                "[remote \"ori\\gin\"] url = https://git.example.com/team/jobs.git",
                """
                [core] bare = false
                [remote "origin"] fetch = +refs/heads/*:refs/remotes/origin/*
                url = https://git.example.com/team/jobs.git
                """,
                """
                [remote "origin"]
                    url = https://git.example.com/\\
                team/jobs.git
                """,
                """
                [remote.origin]
                    url = https://git.example.com/team/jobs.git
                """,
                """
                # [remote "origin"] url = https://git.example.com/no \\
                [remote "origin"] url = https://git.example.com/team/jobs.git
                """,
                """
                [remote "Origin"] url = https://git.example.com/no
                [remote "origin"]
                    prune
                    x-url = no
                    mirror = no \\
                    url = https://git.example.com/no
                    url = https://git.example.com/team/jobs.git
                    url = https://git.example.com/second
                """,
            })
    void a_remote_is_found_in_every_form_of_a_configuration(String text) throws IOException {
        config(".git/config", text);

        assertThat(GitOrigin.of(folder)).hasValue("git.example.com/team/jobs");
    }

    @Test
    void a_worktree_has_the_name_of_its_repository() throws IOException {
        config("main/.git/config", "[remote \"origin\"]\n\turl = git@git.example.com:team/jobs.git\n");
        config("main/.git/worktrees/w/commondir", "../..\n");
        config("w/.git", "gitdir: ../main/.git/worktrees/w\n");

        assertThat(GitOrigin.of(folder.resolve("w"))).hasValue("git.example.com/team/jobs");
    }

    @Test
    void without_a_repository_or_a_remote_there_is_no_name() throws IOException {
        config("other/.git/config", "[remote \"upstream\"]\n\turl = https://git.example.com/team/jobs\n");

        assertThat(GitOrigin.of(folder.resolve("other"))).isEmpty();
        assertThat(GitOrigin.of(folder.resolve("nowhere"))).isEmpty();
    }
}
