package io.github.dbdsc.export;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.definition.policy.SecretSearch;
import io.github.dbdsc.export.Exported.LeftOut;
import io.github.dbdsc.model.ActualJob;
import io.github.dbdsc.model.Ownership;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Decides which of the jobs that are asked for stay out, since their export would hurt. */
final class Screening {

    private static final String BUNDLE = "BUNDLE";
    private static final int NAMED = 3;

    private final ExportRequest request;
    private final Map<String, Integer> names = new HashMap<>();

    /** @param jobs all that are asked for */
    Screening(ExportRequest request, List<ActualJob> jobs) {
        this.request = request;
        jobs.stream()
                .filter(job -> whyLeftAlone(job).isEmpty())
                .forEach(job -> names.merge(job.name(), 1, Integer::sum));
    }

    /** Returns why a job is not exported, whatever its settings are; empty when it is. */
    Optional<LeftOut> of(ActualJob job) {
        return whyLeftAlone(job)
                .or(() -> isShared(job) && !request.rename() ? Optional.of(sharedName(job)) : Optional.empty())
                .map(reason -> new LeftOut(job.id(), job.name(), reason));
    }

    /** Reports whether several jobs have the name. */
    boolean isShared(ActualJob job) {
        return names.getOrDefault(job.name(), 0) > 1;
    }

    private Optional<String> whyLeftAlone(ActualJob job) {
        if (!job.isReadable()) {
            return job.whyUnreadable();
        }
        Optional<String> owner = job.settings().tag(Ownership.OWNER_TAG);
        if (owner.isPresent()) {
            return Optional.of("it is kept by owner '" + owner.get() + "' already");
        }
        String deployment =
                job.settings().view().path("deployment").path("kind").asText();
        if (deployment.equals(BUNDLE) && !request.bundles()) {
            return Optional.of(
                    "a Databricks Asset Bundle deploys it, and two tools would fight over it; take it out of the"
                            + " bundle and add --bundles");
        }
        return Optional.empty();
    }

    private String sharedName(ActualJob job) {
        return names.getOrDefault(job.name(), 0)
                + " of these jobs have this name; rename all but one in the workspace, or add --rename to give each a name of"
                + " its own";
    }

    /** Returns why a job with these settings is not exported; empty when it is. */
    Optional<LeftOut> of(ActualJob job, ObjectNode settings) {
        List<SecretSearch.Found> found = request.secrets() ? List.of() : SecretSearch.in(settings);
        return found.isEmpty()
                ? Optional.empty()
                : Optional.of(new LeftOut(
                        job.id(),
                        job.name(),
                        secrets(found)
                                + "; put that into a secret scope and write {{secrets/scope/key}}, or export it as it is with"
                                + " --with-secrets"));
    }

    /** Says what looks like a secret in settings, without any value. */
    static String secrets(List<SecretSearch.Found> found) {
        String named = found.stream()
                .limit(NAMED)
                .map(secret -> secret.path().text() + " looks like " + secret.kind())
                .collect(Collectors.joining(", "));
        return found.size() > NAMED ? named + " and " + (found.size() - NAMED) + " more" : named;
    }
}
