package io.github.dbdsc.template.value;

/** A value that prints in a way of its own. */
public interface Represented {

    String repr();
}
