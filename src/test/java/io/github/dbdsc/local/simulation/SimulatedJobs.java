package io.github.dbdsc.local.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * The jobs of the workspace, to be looked at and changed past the HTTP interface: what other people and tools do to a
 * workspace. None of it appears in the call log. Methods that take an id throw {@link NoSuchElementException} when there
 * is no such job.
 */
public final class SimulatedJobs {

    private final JobTable table;

    SimulatedJobs(JobTable table) {
        this.table = table;
    }

    /** Ordered by id. */
    public List<StoredJob> all() {
        return table.all();
    }

    public Optional<StoredJob> find(long id) {
        return table.find(id);
    }

    /** Every job with this display name, compared with regard to case. */
    public List<StoredJob> named(String name) {
        return all().stream().filter(job -> job.name().equals(name)).toList();
    }

    /**
     * Adds a job as if somebody had created it through the Jobs API 2.2.
     *
     * @return its id
     */
    public long put(String creator, ObjectNode settings) {
        ObjectNode accepted = SettingsIntake.accept(settings);
        return table.add(creator, accepted, List.of(Grant.ownership(creator))).id();
    }

    /**
     * Adds a job as the original script made it: single-task settings through the Jobs API 2.0, which did not enable
     * queueing.
     *
     * @return its id
     */
    public long putLegacy(String creator, ObjectNode singleTaskSettings) {
        ObjectNode stored = FieldTypes.typed(toTasks(singleTaskSettings));
        SettingsIntake.check(stored);
        return table.add(creator, stored, List.of(Grant.ownership(creator))).id();
    }

    /** Changes the stored settings, as an operator does by hand in the workspace. */
    public void edit(long id, Consumer<ObjectNode> change) {
        changed(id, job -> {
            ObjectNode settings = job.settings();
            change.accept(settings);
            return job.withSettings(settings);
        });
    }

    public void delete(long id) {
        if (!table.remove(id)) {
            throw missing(id);
        }
    }

    /** Sets how many runs of the job are active. */
    public void setActiveRuns(long id, int runs) {
        changed(id, job -> job.withActiveRuns(runs));
    }

    /** Grants permissions in place of those that were granted on the job before. */
    public void setGrants(long id, List<Grant> grants) {
        changed(id, job -> job.withGrants(grants));
    }

    /** Deletes a user from the workspace: the jobs stay, and no longer say who created them. */
    public void deleteUser(String userName) {
        table.changeAll(job -> userName.equals(job.creator()) ? job.withoutCreator() : job);
    }

    private void changed(long id, UnaryOperator<StoredJob> change) {
        if (table.change(id, change).isEmpty()) {
            throw missing(id);
        }
    }

    /**
     * The same settings in the multi-task form, which is the only one that version 2.1 and later answer with.
     * {@code timeout_seconds} and {@code email_notifications} stay with the job.
     */
    private static ObjectNode toTasks(ObjectNode singleTask) {
        ObjectNode settings = singleTask.deepCopy();
        ObjectNode task = ApiJson.object();
        task.put("task_key", taskKey(settings.path("name").asText(ReadBackDefaults.NAME)));
        for (String field : SettingsIntake.singleTaskFields(settings)) {
            JsonNode value = settings.remove(field);
            task.set(field, value);
        }
        settings.putArray("tasks").add(task);
        return settings;
    }

    private static String taskKey(String jobName) {
        String key = jobName.replaceAll("[^A-Za-z0-9_-]", "_");
        return key.isEmpty() ? ReadBackDefaults.NAME : key.substring(0, Math.min(100, key.length()));
    }

    private static NoSuchElementException missing(long id) {
        return new NoSuchElementException("The simulated workspace has no job " + id);
    }
}
