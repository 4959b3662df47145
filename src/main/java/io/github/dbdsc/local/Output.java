package io.github.dbdsc.local;

/** In which form a command prints its result. */
enum Output {
    JSON,
    TEXT
}
