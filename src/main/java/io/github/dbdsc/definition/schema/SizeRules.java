package io.github.dbdsc.definition.schema;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dbdsc.model.Ownership;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;

/**
 * How much a job may hold. Jobs API 2.2: 25 tags, 1000 tasks, a name of 4096 bytes, a description of 27,700 characters, a
 * request body of 10 MB.
 */
final class SizeRules {

    private static final int TAGS = 25;
    private static final int TASKS = 1000;
    private static final int NAME_BYTES = 4096;
    private static final int DESCRIPTION_CHARACTERS = 27_700;
    private static final int BODY_BYTES = 10 * 1024 * 1024;

    /** The tags that every job gets. */
    private static final Set<String> OWN_TAGS = Set.of(Ownership.OWNER_TAG, Ownership.KEY_TAG);

    /** The tags of a job that must never be deleted. */
    private static final Set<String> OWN_TAGS_OF_PROTECTED =
            Set.of(Ownership.OWNER_TAG, Ownership.KEY_TAG, Ownership.PROTECT_TAG);

    private SizeRules() {}

    /** @param protect whether the job must never be deleted */
    static void check(SettingsPart job, boolean protect, SettingsProblems problems) {
        checkName(job, problems);
        checkDescription(job, problems);
        checkTags(job, protect ? OWN_TAGS_OF_PROTECTED : OWN_TAGS, problems);
        checkTasks(job, problems);
        checkBody(job, problems);
    }

    private static void checkName(SettingsPart job, SettingsProblems problems) {
        int bytes = bytes(job.text("name"));
        if (bytes > NAME_BYTES) {
            problems.error(
                    job.path().field("name"), "is " + bytes + " bytes long, but may be " + NAME_BYTES + "; shorten it");
        }
    }

    /** The documentation says "27700 characters in UTF-8 encoding", which may mean bytes, too. */
    private static void checkDescription(SettingsPart job, SettingsProblems problems) {
        String text = job.text("description");
        if (text.length() * 4L <= DESCRIPTION_CHARACTERS) {
            return; // short in whatever way it is counted
        }
        SettingsPath path = job.path().field("description");
        int characters = text.codePointCount(0, text.length());
        if (characters > DESCRIPTION_CHARACTERS) {
            problems.error(
                    path,
                    "is " + characters + " characters long, but may be " + DESCRIPTION_CHARACTERS + "; shorten it");
        } else if (bytes(text) > DESCRIPTION_CHARACTERS) {
            problems.warning(
                    path,
                    "is " + bytes(text) + " bytes long, and the service may take no more than " + DESCRIPTION_CHARACTERS
                            + "; shorten it if it is refused");
        }
    }

    private static void checkTags(SettingsPart job, Set<String> ownTags, SettingsProblems problems) {
        long tags = job.node().path("tags").properties().stream()
                .map(Map.Entry::getKey)
                .filter(tag -> !ownTags.contains(tag))
                .count();
        int free = TAGS - ownTags.size();
        if (tags > free) {
            problems.error(
                    job.path().field("tags"),
                    "holds " + tags + " tags, but a job has room for " + free + ": " + TAGS
                            + " less "
                            + (ownTags.size() == 2
                                    ? "the two that mark who owns it"
                                    : "the three that mark who owns it and that it is protected")
                            + "; remove " + (tags - free));
        }
    }

    private static void checkTasks(SettingsPart job, SettingsProblems problems) {
        JsonNode tasks = job.node().path("tasks");
        if (tasks.isArray() && tasks.size() > TASKS) {
            problems.error(
                    job.path().field("tasks"),
                    "holds " + tasks.size() + " tasks, but a job may have " + TASKS
                            + "; split the job and join the parts with run_job_task");
        }
    }

    private static void checkBody(SettingsPart job, SettingsProblems problems) {
        int bytes = bytes(job.node().toString());
        if (bytes > BODY_BYTES) {
            problems.error(
                    job.path(),
                    "the settings are " + bytes + " bytes of JSON, but the service takes " + BODY_BYTES
                            + "; split the job, or move long values into files that its tasks read");
        }
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
