package io.github.dbdsc.template.value;

/** A value that a template can call: a macro, a method, a global function. */
public interface Callable {

    Object call(Evaluation evaluation, Arguments arguments);
}
