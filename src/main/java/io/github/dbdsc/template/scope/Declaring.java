package io.github.dbdsc.template.scope;

/** A piece of syntax that reads or assigns names. */
public interface Declaring {

    /** Tells the scope it stands in which names it reads and assigns there. */
    void declare(Symbols symbols);
}
