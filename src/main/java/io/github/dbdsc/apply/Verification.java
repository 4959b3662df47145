package io.github.dbdsc.apply;

import io.github.dbdsc.apply.SettingsWriter.Written;
import io.github.dbdsc.fields.JobFields;
import io.github.dbdsc.model.ActualJob;
import io.github.dbdsc.model.ExternalServiceException;
import io.github.dbdsc.model.JobSettings;
import io.github.dbdsc.model.Ownership;
import io.github.dbdsc.model.SharedEchoes;
import io.github.dbdsc.plan.Action;
import io.github.dbdsc.plan.IgnoredFields;
import io.github.dbdsc.plan.ReadBack;
import io.github.dbdsc.plan.Twins;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads back what was written, and checks that the workspace kept it. A few jobs are read one by one, many by listing
 * all: whichever takes fewer calls. What a listing does not show is looked at by its id before anything is said of it.
 */
record Verification(Workspace workspace, Workers workers, JobFields fields) {

    /**
     * What was read back: not the settings themselves, only how they compare with what was sent. A third copy of all
     * settings, besides the desired and the former ones, would take too much memory.
     *
     * @param hidden why jobs that our identity may not view are not among the echoes
     * @param shared lets equal echoes be one
     * @param tagged the jobs with the tags of those that were created: there may be more than one
     */
    private record Shown(
            Map<Long, ReadBack> echoes,
            Map<Long, String> hidden,
            SharedEchoes shared,
            Map<Ownership, Queue<ActualJob>> tagged) {

        Shown(List<Written> writes) {
            this(new ConcurrentHashMap<>(), new ConcurrentHashMap<>(), new SharedEchoes(), new ConcurrentHashMap<>());
            writes.stream().filter(Verification::isCreate).forEach(one -> Ownership.of(one.sent())
                    .ifPresent(tags -> tagged.put(tags, new ConcurrentLinkedQueue<>())));
        }

        boolean has(long jobId) {
            return echoes.containsKey(jobId) || hidden.containsKey(jobId);
        }

        /** Reports whether something that was sent was not seen. */
        boolean lacksSomething(long jobId) {
            ReadBack seen = echoes.get(jobId);
            return seen != null && !seen.lost().isEmpty();
        }
    }

    private static boolean isCreate(Written one) {
        return one.outcome().change().action() == Action.CREATE;
    }

    /**
     * Reads back every job that was written.
     *
     * @param jobs how many jobs the workspace had when the run started
     * @param twins removes what somebody else created at the same time, or a create that was handled twice
     * @return the outcomes, each with what the workspace shows: failed where that lacks what was asked for, still
     *     applied but with the reason where it could not be read
     */
    List<Outcome> of(List<Written> all, int jobs, TwinRemoval twins) {
        List<Outcome> outcomes = all.stream().map(Written::outcome).toList();
        List<Written> writes = all.stream().filter(one -> one.outcome().wrote()).toList();
        if (writes.isEmpty()) {
            return outcomes;
        }
        Shown shown;
        try {
            shown = read(writes, jobs);
        } catch (ExternalServiceException e) {
            return outcomes.stream()
                    .map(outcome -> outcome.wrote() ? outcome.notReadBack(e.getMessage()) : outcome)
                    .toList();
        }
        return all.stream()
                .map(one -> one.outcome().wrote() ? healed(one, checked(one, shown), shown, twins) : one.outcome())
                .toList();
    }

    private static Map<Long, Written> byId(List<Written> writes) {
        Map<Long, Written> written = new LinkedHashMap<>();
        writes.forEach(one -> written.put(one.outcome().jobId().orElseThrow(), one));
        return written;
    }

    private Shown read(List<Written> writes, int jobs) {
        Map<Long, Written> written = byId(writes);
        int pages = Math.max(1, (jobs + Workspace.PAGE - 1) / Workspace.PAGE);
        Shown shown = new Shown(writes);
        Consumer<ActualJob> compare = job -> compare(job, written.get(job.id()), shown);
        if (written.size() <= pages) {
            workers.forEach(writes, one -> look(one, compare, shown));
        } else {
            workspace.forEach(Wanted.of(written.keySet()), compare);
            // pages shift while they are read, so a listing may skip a job that is there; and it may lag behind
            List<Long> doubtful = written.keySet().stream()
                    .filter(jobId -> !shown.has(jobId) || shown.lacksSomething(jobId))
                    .toList();
            workers.forEach(doubtful, jobId -> look(jobId, compare, shown));
        }
        return shown;
    }

    /** @param written how the job was written; null when this run did not write it */
    private void compare(ActualJob job, @Nullable Written written, Shown shown) {
        if (written != null && !job.isReadable()) {
            shown.hidden().put(job.id(), job.whyUnreadable().orElse(""));
        } else if (written != null) {
            ReadBack readBack =
                    readBack(written, job).after(written.outcome().change().differences(), job.settings(), fields);
            shown.echoes().put(job.id(), readBack.sharing(shown.shared()));
        }
        if (!shown.tagged().isEmpty()) {
            job.ownership().map(shown.tagged()::get).ifPresent(alike -> alike.add(job));
        }
    }

    private ReadBack readBack(Written written, ActualJob job) {
        IgnoredFields ignored = written.outcome().change().ignored();
        return ReadBack.of(
                ignored.without(written.sent()),
                ignored.without(written.asked()),
                ignored.without(job.settings()),
                fields);
    }

    /** Jobs API 2.2: a listing has at most the first 100 elements of each array. */
    private static boolean isListedWhole(JobSettings sent) {
        return sent.view().properties().stream()
                .allMatch(
                        field -> !field.getValue().isArray() || field.getValue().size() <= Workspace.PAGE);
    }

    /** Reads a created job by its name: that shows whether there are two of it, in as many calls. */
    private void look(Written one, Consumer<ActualJob> compare, Shown shown) {
        long jobId = one.outcome().jobId().orElseThrow();
        if (isCreate(one) && isListedWhole(one.sent())) {
            try {
                workspace.named(one.sent().name()).forEach(compare);
            } catch (WorkspaceException e) {
                if (!e.isAboutOneJob()) {
                    throw e;
                }
                // one of this name can't be shown; whether it is ours, and why it can't, the look by id says
            }
        }
        if (!shown.has(jobId) || shown.lacksSomething(jobId)) {
            look(jobId, compare, shown);
        }
    }

    private void look(long jobId, Consumer<ActualJob> compare, Shown shown) {
        try {
            workspace.get(jobId).ifPresent(compare);
        } catch (WorkspaceException e) {
            if (!e.isAboutOneJob()) {
                throw e;
            }
            shown.hidden().put(jobId, e.getMessage());
        }
    }

    private Outcome checked(Written written, Shown shown) {
        Outcome outcome = written.outcome();
        long jobId = outcome.jobId().orElseThrow();
        String hidden = shown.hidden().get(jobId);
        if (hidden != null) {
            return outcome.notReadBack(hidden);
        }
        ReadBack readBack = shown.echoes().get(jobId);
        if (readBack == null) {
            return outcome.butFailed(
                    "the workspace confirmed it but shows no such job now: somebody may have deleted it,"
                            + " or our identity may not view it; the next pass looks again");
        }
        Outcome seen = outcome.showing(readBack.echo());
        if (!readBack.lost().isEmpty()) {
            return seen.butUnkept(readBack.whyFailed());
        }
        for (String note : readBack.notes()) {
            seen = seen.telling(note);
        }
        return seen;
    }

    /** Removes the twins of a job that was created, if it has any. */
    private Outcome healed(Written written, Outcome outcome, Shown shown, TwinRemoval removal) {
        Queue<ActualJob> alike = isCreate(written)
                ? Ownership.of(written.sent()).map(shown.tagged()::get).orElse(null)
                : null;
        if (alike == null || alike.size() < 2) {
            return outcome;
        }
        Map<Long, ActualJob> jobs = new LinkedHashMap<>();
        alike.forEach(job -> jobs.put(job.id(), job));
        Twins twins = Twins.among(List.copyOf(jobs.values()));
        ReadBack elder = readBack(written, twins.elder());
        if (twins.younger().isEmpty() || !elder.lost().isEmpty()) {
            return outcome;
        }
        Outcome healed = outcome;
        for (ActualJob twin : twins.younger()) {
            healed = healed(healed, twins.elder(), twin, removal);
        }
        return healed.showing(elder.echo());
    }

    private static Outcome healed(Outcome outcome, ActualJob elder, ActualJob twin, TwinRemoval removal) {
        try {
            TwinRemoval.Result result = removal.of(twin);
            Outcome told = outcome.healed(elder.id(), result.told());
            return result.removed() ? told : told.butFailed(result.told());
        } catch (ExternalServiceException e) {
            return outcome.healed(
                    elder.id(),
                    "job " + twin.id() + " was made beside it by accident and could not be removed; the next run does: "
                            + e.getMessage());
        }
    }
}
