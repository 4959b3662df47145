package io.github.dbdsc.template.value;

import java.util.List;

/** A list or tuple. */
public interface Sequence {

    int size();

    Object get(int index);

    List<Object> asList();
}
