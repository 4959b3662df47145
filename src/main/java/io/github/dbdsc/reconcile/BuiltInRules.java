package io.github.dbdsc.reconcile;

import io.github.dbdsc.plan.FieldRules;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Loads the field rules that ship with the program. */
public final class BuiltInRules {

    private static final String FILE = "field-rules.json";

    private BuiltInRules() {}

    /** Reads the rules from the class path. Call it once and keep the result. */
    public static FieldRules load() {
        try (InputStream file =
                Objects.requireNonNull(FieldRules.class.getResourceAsStream(FILE), "no " + FILE + " in the program")) {
            return FieldRules.parse(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(FILE + " in the program can't be read", e);
        }
    }
}
