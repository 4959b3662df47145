package io.github.dbdsc.local;

import picocli.CommandLine.Option;

/** The option for the form of what is shown. */
final class OutputOption {

    @Option(names = "--output", paramLabel = "FORM", description = "json or text (default: text).")
    private Form form = Form.TEXT;

    private enum Form {
        JSON,
        TEXT
    }

    boolean json() {
        return form == Form.JSON;
    }
}
