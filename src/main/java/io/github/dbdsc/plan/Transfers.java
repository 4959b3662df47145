package io.github.dbdsc.plan;

import io.github.dbdsc.model.Ownership;

/** The command that gives jobs from one installation to another, as messages name it. */
final class Transfers {

    private Transfers() {}

    /** Returns the command that gives one job of {@code from} to the installation of {@code to}. */
    static String command(Ownership from, Ownership to) {
        String here = to.source().isPresent() || !from.installation().equals(to.installation())
                ? to.installation().toString()
                : to.owner() + "/SOURCE, with SOURCE set to the same name";
        return "db-dsc-jobs transfer --from " + from.installation() + " --key "
                + from.key().value() + " --to " + here;
    }
}
