package io.github.dbdsc.template.scope;

/** Where a function keeps the value of one name. */
record Slot(FunctionScope function, int index, String name) {

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
