package io.github.dbdsc.model;

/** Stands in settings for an id that only the workspace knows. */
public sealed interface Reference {

    /** As templates write it: {@code job_ref('etl/daily')}. */
    String text();

    /** The id of the job that another definition describes. */
    record ToJob(JobKey key) implements Reference {
        @Override
        public String text() {
            return "job_ref('" + key + "')";
        }
    }

    /** The id of what has this name. */
    record ToName(NamedKind kind, String name) implements Reference {
        @Override
        public String text() {
            return "lookup('" + kind.word() + "', '" + name + "')";
        }
    }
}
