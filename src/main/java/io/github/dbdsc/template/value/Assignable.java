package io.github.dbdsc.template.value;

/** A value whose attributes templates may set: a namespace. */
public interface Assignable {

    void assign(String attribute, Object value);
}
