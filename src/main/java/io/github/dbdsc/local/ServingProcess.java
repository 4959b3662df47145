package io.github.dbdsc.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * The process whose queue holds a run. Only a process of the same user on the same machine can tell whether it is still
 * there.
 *
 * @param machine a hash that names no machine and no user to whoever reads the container
 * @param id the operating system's
 * @param startedAt when it began, in milliseconds since 1970; 0 where the system does not tell
 */
record ServingProcess(String machine, long id, long startedAt) {

    private static final String FIELD = "process";

    /** The system derives when a process began from when it was booted itself, and may correct that. */
    private static final Duration CORRECTION = Duration.ofMinutes(1);

    /** Returns this process. */
    static ServingProcess current() {
        return of(ProcessHandle.current());
    }

    /** Returns a process of this machine. */
    static ServingProcess of(ProcessHandle process) {
        return new ServingProcess(thisMachine(), process.pid(), startOf(process).orElse(0L));
    }

    private static Optional<Long> startOf(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli);
    }

    /** Containers may share a name and an id, and count their processes each from 1: so these are told apart, too. */
    private static String thisMachine() {
        String names =
                String.join("\n", hostName(), System.getProperty("user.name", ""), machineId(), processNamespace());
        return UUID.nameUUIDFromBytes(names.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "";
        }
    }

    private static String machineId() {
        try {
            return Files.readString(Path.of("/etc/machine-id"));
        } catch (IOException e) {
            return ""; // Linux only
        }
    }

    private static String processNamespace() {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString();
        } catch (IOException | UnsupportedOperationException e) {
            return ""; // Linux only
        }
    }

    /** Returns the process that an entry of the list of runs names; empty when it names none. */
    static Optional<ServingProcess> in(JsonNode entry) {
        JsonNode process = entry.path(FIELD);
        return process.isObject()
                ? Optional.of(new ServingProcess(
                        process.path("machine").asText(),
                        process.path("id").asLong(),
                        process.path("startedAt").asLong()))
                : Optional.empty();
    }

    void addTo(ObjectNode entry) {
        entry.putObject(FIELD).put("machine", machine).put("id", id).put("startedAt", startedAt);
    }

    /** Reports whether it is certain that the process has ended: it was on this machine, and is not there any more. */
    boolean isGone() {
        return machine.equals(thisMachine())
                && ProcessHandle.of(id)
                        .filter(process -> process.isAlive() && !isAnother(process))
                        .isEmpty();
    }

    /** Reports whether a process has only got the id of this one, which had ended. */
    private boolean isAnother(ProcessHandle process) {
        return startedAt != 0
                && startOf(process)
                        .filter(start -> start - startedAt > CORRECTION.toMillis())
                        .isPresent();
    }
}
