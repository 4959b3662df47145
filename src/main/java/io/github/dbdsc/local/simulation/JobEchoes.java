package io.github.dbdsc.local.simulation;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps the echo of each job until the job or the way of showing jobs changes. */
final class JobEchoes {

    private final Map<Long, JobEcho> byId = new ConcurrentHashMap<>();
    private volatile ReadBack readBack;

    JobEchoes(ReadBack readBack) {
        this.readBack = readBack;
    }

    void showWith(ReadBack newReadBack) {
        readBack = newReadBack;
    }

    JobEcho of(StoredJob job) {
        ReadBack current = readBack;
        JobEcho known = byId.get(job.id());
        if (known != null && known.job().revision() == job.revision() && known.readBack() == current) {
            return known;
        }
        JobEcho echo = JobEcho.of(job, current);
        byId.put(job.id(), echo);
        return echo;
    }

    void forget(long jobId) {
        byId.remove(jobId);
    }
}
