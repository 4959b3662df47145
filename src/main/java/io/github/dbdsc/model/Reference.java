package io.github.dbdsc.model;

/** Stands in settings for an id that only the workspace knows. */
public sealed interface Reference {

    /** Returns the reference as templates write it: {@code job_ref('etl/daily')}. */
    String text();

    /** Stands for the id of the job of another definition. */
    record ToJob(JobKey key) implements Reference {
        @Override
        public String text() {
            return "job_ref('" + key + "')";
        }
    }

    /** Stands for the id of the object of this kind and name. */
    record ToName(NamedKind kind, String name) implements Reference {
        @Override
        public String text() {
            return "lookup('" + kind.word() + "', '" + name + "')";
        }
    }
}
