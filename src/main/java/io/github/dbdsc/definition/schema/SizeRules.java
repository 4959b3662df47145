package io.github.dbdsc.definition.schema;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dbdsc.fields.JobFields;
import io.github.dbdsc.fields.Limit;
import io.github.dbdsc.model.Ownership;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;

/** How much a job may hold: what its fields may, and what a request may. Jobs API 2.2: a request body of 10 MB. */
final class SizeRules {

    private static final Limit NAME = JobFields.builtIn().limit("name");
    private static final Limit DESCRIPTION = JobFields.builtIn().limit("description");
    private static final Limit TAGS = JobFields.builtIn().limit("tags");
    private static final Limit TASKS = JobFields.builtIn().limit("tasks");
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
        if (bytes > NAME.most()) {
            problems.error(job.path().field("name"), tooLong(bytes, NAME));
        }
    }

    private static String tooLong(int length, Limit limit) {
        return "is " + length + " " + limit.unit() + " long, but may be " + limit.most() + "; shorten it";
    }

    /** The documentation says "27700 characters in UTF-8 encoding", which may mean bytes, too. */
    private static void checkDescription(SettingsPart job, SettingsProblems problems) {
        String text = job.text("description");
        if (text.length() * 4L <= DESCRIPTION.most()) {
            return; // short in whatever way it is counted
        }
        SettingsPath path = job.path().field("description");
        int characters = text.codePointCount(0, text.length());
        if (characters > DESCRIPTION.most()) {
            problems.error(path, tooLong(characters, DESCRIPTION));
        } else if (bytes(text) > DESCRIPTION.most()) {
            problems.warning(
                    path,
                    "is " + bytes(text) + " bytes long, and the service may take no more than " + DESCRIPTION.most()
                            + "; shorten it if it is refused");
        }
    }

    private static void checkTags(SettingsPart job, Set<String> ownTags, SettingsProblems problems) {
        long tags = job.node().path("tags").properties().stream()
                .map(Map.Entry::getKey)
                .filter(tag -> !ownTags.contains(tag))
                .count();
        int free = TAGS.most() - ownTags.size();
        if (tags > free) {
            problems.error(
                    job.path().field("tags"),
                    "holds " + tags + " tags, but a job has room for " + free + ": " + TAGS.most()
                            + " less "
                            + (ownTags.size() == 2
                                    ? "the two that mark who owns it"
                                    : "the three that mark who owns it and that it is protected")
                            + "; remove " + (tags - free));
        }
    }

    private static void checkTasks(SettingsPart job, SettingsProblems problems) {
        JsonNode tasks = job.node().path("tasks");
        if (tasks.isArray() && tasks.size() > TASKS.most()) {
            problems.error(
                    job.path().field("tasks"),
                    "holds " + tasks.size() + " tasks, but a job may have " + TASKS.most()
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
