package io.github.dbdsc.reconcile;

import io.github.dbdsc.apply.Progress;
import java.util.List;

/** Is told how far a run is. */
public interface RunWatch extends Progress {

    /** Tells nobody. */
    RunWatch NONE = new RunWatch() {
        @Override
        public void began() {}

        @Override
        public void at(int done, int total) {}
    };

    /** What a run does before it writes. */
    enum Stage {
        RENDERING("rendering definitions"),
        LISTING("listing jobs"),
        READING_PERMISSIONS("reading permissions");

        private final String text;

        Stage(String text) {
            this.text = text;
        }

        /** Returns what the run does, for people. */
        public String text() {
            return text;
        }
    }

    /**
     * Takes how much of a stage is done, in definitions or jobs; of a dry run too. Several threads may call it, perhaps not
     * in order; they wait for it, and it throws nothing.
     *
     * @param total 0 while it is not known
     */
    default void at(Stage stage, int done, int total) {}

    /** Returns what the report has to tell of earlier tries of the run. */
    default List<String> notes() {
        return List.of();
    }

    /** Takes that the run holds the lock and begins to work; not called for a dry run. Throws nothing. */
    void began();
}
