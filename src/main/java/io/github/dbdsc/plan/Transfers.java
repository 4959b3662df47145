package io.github.dbdsc.plan;

import io.github.dbdsc.model.Installation;
import io.github.dbdsc.model.Ownership;
import java.util.regex.Pattern;

/** The command that gives jobs from one installation to another, as messages name it. */
public final class Transfers {

    private static final Pattern PLAIN = Pattern.compile("[\\w@%+=:,./-]+");

    private Transfers() {}

    /** Returns the command that gives one job of {@code from} to the installation and the definition of {@code to}. */
    static String command(Ownership from, Ownership to) {
        boolean isSame =
                from.installation().equals(to.installation()) && from.key().equals(to.key());
        String here = isSame
                ? quoted(to.owner() + "/SOURCE") + ", with SOURCE set to the same name"
                : quoted(to.installation().toString());
        return "db-dsc-jobs transfer --from " + quoted(from.installation().toString()) + " --key "
                + quoted(from.key().value())
                + (from.key().equals(to.key()) ? "" : " --as " + quoted(to.key().value()))
                + " --to " + here;
    }

    /** Returns the command that gives all jobs of one installation to another. */
    public static String command(Installation from, Installation to) {
        return "db-dsc-jobs transfer --from " + quoted(from.toString()) + " --to " + quoted(to.toString());
    }

    /** Returns a word as a shell takes it: tags and file names come from others. */
    private static String quoted(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
