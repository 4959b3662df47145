package io.github.dbdsc.function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.definition.SourceFile;
import io.github.dbdsc.model.ActualJob;
import io.github.dbdsc.model.HiddenSecrets;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.reconcile.Reconciler;
import io.github.dbdsc.report.JobStatusBoard;
import io.github.dbdsc.report.OriginJson;
import java.nio.charset.CharacterCodingException;
import java.util.Optional;

/**
 * Shows one job: how it stood, its definition as it is now and, where that is asked for, its settings in the workspace; without
 * what looks like a secret in them.
 */
final class JobDetails {

    /** A key has one job, unless somebody has to settle something; each costs a call of the workspace. */
    private static final int MOST_JOBS = 5;

    private final Reconciler reconciler;

    JobDetails(Reconciler reconciler) {
        this.reconciler = reconciler;
    }

    /**
     * Returns what the board shows of this job, and more.
     *
     * @param withSettings whether to get the job from the workspace
     */
    JobStatusBoard.Snapshot of(JobKey key, JobStatusBoard.Snapshot board, boolean withSettings) {
        ObjectNode document = board.document();
        ArrayNode jobs = document.arrayNode();
        for (JsonNode job : document.path("jobs")) {
            if (job.path("key").asText().equals(key.value())) {
                jobs.add(withSettings && jobs.size() < MOST_JOBS ? settled((ObjectNode) job) : job);
            }
        }
        document.set("jobs", jobs);
        document.set("definition", definition(key, document.objectNode()));
        return new JobStatusBoard.Snapshot(document.toString(), document);
    }

    /** Adds the settings that the job has now, which are null when it is gone. */
    private ObjectNode settled(ObjectNode job) {
        if (job.has("jobId")) {
            Optional<ActualJob> actual = reconciler.job(job.path("jobId").asLong());
            job.set(
                    "settings",
                    actual.map(found -> HiddenSecrets.in(found.settings().view(), ""))
                            .orElse(job.nullNode()));
            actual.flatMap(ActualJob::whyUnreadable).ifPresent(why -> job.put("unreadable", why));
        }
        return job;
    }

    private ObjectNode definition(JobKey key, ObjectNode json) {
        json.put("path", key.path());
        reconciler.definition(key).ifPresent(file -> {
            file.commit().ifPresent(commit -> OriginJson.put(json, commit));
            text(file, json);
        });
        return json;
    }

    private static void text(SourceFile file, ObjectNode json) {
        if (file.fault().isPresent()) {
            json.put("fault", file.fault().get());
            return;
        }
        try {
            json.put("text", HiddenSecrets.hiddenIn(file.text()));
        } catch (CharacterCodingException e) {
            json.put("fault", "the file is not UTF-8");
        }
    }
}
