package io.github.dbdsc.function;

/** Answers {@code java -jar db-dsc-jobs.jar}: this jar is the function app's, and the command line is elsewhere. */
final class CommandLineHint {

    private CommandLineHint() {}

    /** Ends with 1, which says "failed" on the command line as well; 2 would say "refused, or changes are pending". */
    public static void main(String[] arguments) {
        System.err.println("This jar holds the function app, which runs on Azure Functions;"
                + " the command line is target/cli/bin/db-dsc-jobs, which mvn package makes.");
        System.exit(1);
    }
}
