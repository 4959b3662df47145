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
}
