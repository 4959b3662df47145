package io.github.dbdsc.model;

/** Which jobs a run looks at. */
public sealed interface Scope {

    Scope EVERYTHING = new Everything();
    Scope CHANGES = new Changes();

    /** All jobs, whatever may have happened to them. */
    record Everything() implements Scope {}

    /** Jobs whose definition, template or vars have changed since a run last settled them. */
    record Changes() implements Scope {}

    /** The job of one definition. */
    record One(JobKey key) implements Scope {}

    /**
     * The jobs that a run has written, to put back what it replaced. No definition is carried out.
     *
     * @param runId the run
     * @param by who wants it; {@code ""} where that is not known
     */
    record Undo(String runId, String by) implements Scope {

        /** How {@link #why} begins, by which the report of an undo is known. */
        public static final String WHY = "undo of run ";

        /** Returns what triggers the run that undoes another. */
        public String why() {
            return WHY + runId + (by.isEmpty() ? "" : " by " + by);
        }
    }
}
