package io.github.dbdsc.template.value;

import java.util.Iterator;

/** A value other than Python's containers that can be iterated. */
public interface IterableValue {

    Iterator<Object> iterator();
}
