package io.github.dbdsc.reconcile;

/** A document is not a state that this program can use. The message says why, to follow the document's name. */
final class DamagedStateException extends Exception {

    DamagedStateException(String why) {
        super(why);
    }
}
