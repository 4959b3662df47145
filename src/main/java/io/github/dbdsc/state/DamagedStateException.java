package io.github.dbdsc.state;

/** A document is not a state that this program can use. The message says why, to follow the document's name. */
public final class DamagedStateException extends Exception {

    DamagedStateException(String why) {
        super(why);
    }
}
