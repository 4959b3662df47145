package io.github.dbdsc.export;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.apply.Listed;
import io.github.dbdsc.apply.Wanted;
import io.github.dbdsc.apply.Workers;
import io.github.dbdsc.apply.Workspace;
import io.github.dbdsc.apply.WorkspaceException;
import io.github.dbdsc.definition.policy.SecretSearch;
import io.github.dbdsc.export.Exported.LeftOut;
import io.github.dbdsc.fields.JobFields;
import io.github.dbdsc.model.AccessControl;
import io.github.dbdsc.model.ActualJob;
import io.github.dbdsc.model.GrantedAccess;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.Principal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes definitions and templates of the jobs that a workspace has. What is made renders to the jobs as they are: a job of
 * which that can't be shown is written whole, or left out and named.
 */
public final class JobExport {

    private static final int AT_ONCE = 8;

    private final Workspace workspace;
    private final ExportRequest request;
    private final ExportProgress progress;
    private final List<LeftOut> leftOut = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    /** Makes no call yet. */
    public JobExport(Workspace workspace, ExportRequest request, ExportProgress progress) {
        this.workspace = workspace;
        this.request = request;
        this.progress = progress;
    }

    /**
     * Reads the jobs and makes the files; changes nothing in the workspace.
     *
     * @throws io.github.dbdsc.model.ExternalServiceException when the jobs can't be listed. A job that can't be read is
     *     left out
     */
    public Exported run() {
        Listed listed = workspace.list(Wanted.where(request::asksFor), seen -> progress.at("reading jobs", seen, 0));
        List<ActualJob> all = listed.jobs().stream()
                .sorted(Comparator.comparingLong(ActualJob::id))
                .toList();
        request.ids().stream()
                .filter(id -> all.stream().noneMatch(job -> job.id() == id))
                .sorted()
                .forEach(id -> notes.add("The workspace shows our identity no job " + id));
        List<ActualJob> asked = all.stream().filter(request::asksFor).toList();
        Map<ActualJob, ObjectNode> settings = withPermissions(screened(asked));
        Map<Long, JobKey> keys = KeysOfNames.of(List.copyOf(settings.keySet()), request.folders());
        SortedMap<String, String> files = proven(candidates(settings, keys), all);
        SortedMap<JobKey, Long> jobs = new TreeMap<>();
        long bytes = 0;
        for (ActualJob job : settings.keySet()) {
            JobKey key = requireNonNull(keys.get(job.id()));
            if (files.containsKey(key.path())) {
                jobs.put(key, job.id());
                bytes += job.settings().view().toString().length();
            }
        }
        settings.keySet()
                .removeIf(job ->
                        !files.containsKey(requireNonNull(keys.get(job.id())).path()));
        notes.addAll(NeverShown.notes(settings));
        leftOut.sort(Comparator.comparing(LeftOut::name).thenComparing(LeftOut::id));
        return new Exported(files, jobs, leftOut, notes, all.size(), bytes);
    }

    /** Returns what somebody set of each job that nothing keeps from being exported. */
    private Map<ActualJob, ObjectNode> screened(List<ActualJob> asked) {
        Screening screening = new Screening(request, asked);
        Set<String> names = asked.stream().map(ActualJob::name).collect(Collectors.toCollection(HashSet::new));
        Map<ActualJob, ObjectNode> screened = new LinkedHashMap<>();
        for (ActualJob job : asked) {
            Optional<LeftOut> left = screening.of(job);
            if (left.isPresent()) {
                leftOut.add(left.get());
                continue;
            }
            ObjectNode settings = OwnSettings.of(job, JobFields.builtIn());
            Optional<LeftOut> secret = screening.of(job, settings);
            if (secret.isPresent()) {
                leftOut.add(secret.get());
                continue;
            }
            if (request.secrets() && !SecretSearch.in(settings).isEmpty()) {
                notes.add("In the job '" + job.name() + "' (" + job.id() + ") "
                        + Screening.secrets(SecretSearch.in(settings))
                        + "; put that into a secret scope and write {{secrets/scope/key}}");
            }
            if (screening.isShared(job)) {
                settings.put("name", ownName(job, names));
            }
            screened.put(job, settings);
        }
        return screened;
    }

    private static String ownName(ActualJob job, Set<String> taken) {
        String name = job.name() + " (" + job.id() + ")";
        while (!taken.add(name)) {
            name += "+";
        }
        return name;
    }

    /** Adds who may do what with each job, where that is asked for. */
    private Map<ActualJob, ObjectNode> withPermissions(Map<ActualJob, ObjectNode> settings) {
        if (!request.permissions()) {
            return settings;
        }
        List<ActualJob> jobs = List.copyOf(settings.keySet());
        AtomicInteger count = new AtomicInteger();
        Map<Long, GrantedAccess> read = new ConcurrentHashMap<>();
        Map<Long, String> failures = new ConcurrentHashMap<>();
        new Workers(AT_ONCE).forEach(jobs, job -> {
            try {
                read.put(job.id(), workspace.permissions(job.id()));
            } catch (WorkspaceException e) {
                if (!e.isAboutOneJob()) {
                    throw e;
                }
                failures.put(job.id(), e.getMessage());
            }
            progress.at("reading permissions", count.incrementAndGet(), jobs.size());
        });
        for (ActualJob job : jobs) {
            GrantedAccess access = read.get(job.id());
            Optional<String> fault = access == null ? Optional.ofNullable(failures.get(job.id())) : access.unclear();
            fault.ifPresent(why -> notes.add(
                    "The permissions of the job '" + job.name() + "' (" + job.id() + ") are not exported: " + why));
            AccessControl granted =
                    access == null || fault.isPresent() ? AccessControl.NONE : withoutOwner(access.own());
            if (!granted.isEmpty()) {
                requireNonNull(settings.get(job)).set(AccessControl.FIELD, granted.list());
            }
        }
        return settings;
    }

    /** The owner stays who it is; of a job that is made anew, it is whoever makes it. */
    private static AccessControl withoutOwner(AccessControl access) {
        Map<Principal, String> others = new HashMap<>(access.levels());
        others.values().removeIf(AccessControl.OWNER::equals);
        return new AccessControl(others);
    }

    private static List<Candidate> candidates(Map<ActualJob, ObjectNode> settings, Map<Long, JobKey> keys) {
        List<Candidate> candidates = new ArrayList<>();
        settings.forEach(
                (job, own) -> candidates.add(new Candidate(job, requireNonNull(keys.get(job.id())), own, own)));
        return candidates;
    }

    /**
     * Returns files that render to the jobs. A job that its template would change is written whole; one that can't be written
     * whole either is left out, and all others are written without it.
     *
     * @param all the jobs of the workspace
     */
    private SortedMap<String, String> proven(List<Candidate> candidates, List<ActualJob> all) {
        List<Candidate> jobs = candidates;
        while (true) {
            Attempt attempt = attempt(jobs, all);
            if (attempt.impossible().isEmpty()) {
                notes.addAll(attempt.notes());
                return attempt.files();
            }
            jobs.stream()
                    .filter(job -> attempt.impossible().containsKey(job.key()))
                    .forEach(job -> leftOut.add(new LeftOut(
                            job.job().id(),
                            job.job().name(),
                            "its settings can't be written: "
                                    + attempt.impossible().get(job.key()))));
            jobs = jobs.stream()
                    .filter(job -> !attempt.impossible().containsKey(job.key()))
                    .toList();
        }
    }

    /**
     * What came of writing jobs.
     *
     * @param impossible the jobs that can't be written, and why; then the files are of no use
     */
    private record Attempt(SortedMap<String, String> files, List<String> notes, Map<JobKey, String> impossible) {}

    private Attempt attempt(List<Candidate> jobs, List<ActualJob> all) {
        Map<Long, JobKey> keys = new HashMap<>();
        jobs.forEach(job -> keys.put(job.job().id(), job.key()));
        IdNames names = new IdNames(workspace, keys, all);
        Map<JobKey, String> whole = new LinkedHashMap<>();
        List<Candidate> referring = jobs.stream()
                .map(job -> request.asIs() ? job : job.referring(ReferredIds.replaced(job.settings(), names::of)))
                .toList();
        while (true) {
            List<Candidate> shared = request.asIs() ? List.of() : without(referring, whole);
            List<Candidate> asTheyAre = request.asIs() ? referring : only(referring, whole);
            SortedMap<String, String> files = new TreeMap<>(Written.learned(shared, request.tradeOff()));
            files.putAll(Written.asTheyAre(asTheyAre));
            Map<JobKey, String> faults =
                    proof(names).faults(files, referring, done -> progress.at("checking", done, referring.size()));
            Map<JobKey, String> impossible = new LinkedHashMap<>(faults);
            impossible.keySet().removeAll(shared.stream().map(Candidate::key).toList());
            if (faults.isEmpty() || !impossible.isEmpty()) {
                return new Attempt(files, notes(only(referring, whole), whole, names), impossible);
            }
            whole.putAll(faults);
        }
    }

    private static List<Candidate> only(List<Candidate> jobs, Map<JobKey, String> keys) {
        return jobs.stream().filter(job -> keys.containsKey(job.key())).toList();
    }

    private static List<Candidate> without(List<Candidate> jobs, Map<JobKey, String> keys) {
        return jobs.stream().filter(job -> !keys.containsKey(job.key())).toList();
    }

    private static List<String> notes(List<Candidate> whole, Map<JobKey, String> why, IdNames names) {
        return Stream.concat(
                        whole.stream()
                                .map(job -> "The job '" + job.job().name() + "' ("
                                        + job.job().id() + ") is written whole, with its ids: from a template, "
                                        + why.get(job.key())),
                        names.notes().stream())
                .toList();
    }

    private Proof proof(IdNames names) {
        Set<String> changed = new HashSet<>(Set.of("deployment", "edit_mode"));
        if (request.rename()) {
            changed.add("name");
        }
        return new Proof(names::idOf, changed);
    }
}
