package io.github.dbdsc.model;

/**
 * A job's identity: its definition's path below {@code jobs/} without {@code .json}, for example {@code etl/daily}.
 * The display name may change, the key may not.
 *
 * @param value the path, with {@code /} between folders
 */
public record JobKey(String value) implements Comparable<JobKey> {

    /** The longest key in characters: it is stored in a job tag, and Azure allows 256 characters for a tag's value. */
    public static final int MAX_LENGTH = 256;

    private static final String FOLDER = "jobs/";
    private static final String SUFFIX = ".json";

    /** Returns whether the path, relative to the container, is that of a definition. */
    public static boolean isDefinition(String path) {
        return path.startsWith(FOLDER) && path.endsWith(SUFFIX) && path.length() > FOLDER.length() + SUFFIX.length();
    }

    /**
     * Returns the key of the definition at this path.
     *
     * @throws IllegalArgumentException when the path is not that of a definition
     */
    public static JobKey ofPath(String path) {
        if (!isDefinition(path)) {
            throw new IllegalArgumentException(
                    "'" + path + "' is not a definition: it is not under jobs/ or not .json");
        }
        return new JobKey(path.substring(FOLDER.length(), path.length() - SUFFIX.length()));
    }

    /** Returns the key that somebody names, by itself or as the path of its definition: {@code jobs/etl/daily.json}. */
    public static JobKey ofKeyOrPath(String given) {
        return isDefinition(given) ? ofPath(given) : new JobKey(given);
    }

    /** Returns the path of this job's definition, relative to the container. */
    public String path() {
        return FOLDER + value + SUFFIX;
    }

    @Override
    public int compareTo(JobKey other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
