package io.github.dbdsc.template.value;

/** Python's {@code None}. */
public enum None {
    NONE
}
