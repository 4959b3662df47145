package io.github.dbdsc.template.value;

/** A value other than Python's containers that has a length. */
public interface Sized {

    long length();
}
