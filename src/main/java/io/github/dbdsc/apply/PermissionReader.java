package io.github.dbdsc.apply;

import io.github.dbdsc.model.AccessControl;
import io.github.dbdsc.model.ExternalServiceException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Reads jobs' permissions once, several at a time. One job's failure never stops the others; a workspace that is out of
 * order is not asked again and again.
 */
final class PermissionReader {

    /** What says something about one job, and not about the workspace: no such job, or not ours to manage. */
    private static final Set<Integer> ABOUT_ONE_JOB = Set.of(400, 403, 404);

    private final Workspace workspace;
    private final Map<Long, AccessControl> granted = new ConcurrentHashMap<>();
    private final Map<Long, String> failures = new ConcurrentHashMap<>();
    private volatile Optional<String> outOfOrder = Optional.empty();

    private PermissionReader(Workspace workspace) {
        this.workspace = workspace;
    }

    static PermissionReading read(List<Long> jobIds, Workspace workspace, Workers workers) {
        PermissionReader reader = new PermissionReader(workspace);
        workers.forEach(jobIds, reader::read);
        return new PermissionReading(reader.granted, reader.failures);
    }

    private void read(long jobId) {
        if (outOfOrder.isPresent()) {
            failures.put(jobId, outOfOrder.get());
            return;
        }
        try {
            granted.put(jobId, workspace.permissions(jobId));
        } catch (ExternalServiceException e) {
            if (!(e instanceof WorkspaceException failure) || !ABOUT_ONE_JOB.contains(failure.status())) {
                outOfOrder = Optional.of(e.getMessage());
            }
            failures.put(jobId, e.getMessage());
        }
    }
}
