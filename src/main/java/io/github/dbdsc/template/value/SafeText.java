package io.github.dbdsc.template.value;

/** A value that knows its own HTML: Python's {@code __html__}. */
public interface SafeText {

    String html();
}
