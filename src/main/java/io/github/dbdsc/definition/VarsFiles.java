package io.github.dbdsc.definition;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The files with the vars that a target has.
 *
 * @param all {@code vars.json}; null where there is none
 * @param own {@code vars/<target>.json}, which is laid over it; null where there is none
 */
record VarsFiles(@Nullable SourceFile all, @Nullable SourceFile own) {

    static final VarsFiles NONE = new VarsFiles(null, null);

    static VarsFiles in(Snapshot snapshot, String target) {
        return new VarsFiles(
                snapshot.files().get(Snapshot.VARS),
                target.isEmpty() ? null : snapshot.files().get(Snapshot.varsOf(target)));
    }

    /** Returns what the files say together. */
    DefinitionParser.Vars read(boolean strict) throws DefinitionException {
        DefinitionParser.Vars shared =
                all == null ? DefinitionParser.Vars.NONE : DefinitionParser.parseVars(all, strict);
        return own == null ? shared : shared.under(DefinitionParser.parseVars(own, strict));
    }

    /** Returns the paths of the files that there are. */
    Set<String> paths() {
        Set<String> paths = new TreeSet<>();
        Stream.of(Optional.ofNullable(all), Optional.ofNullable(own))
                .flatMap(Optional::stream)
                .forEach(file -> paths.add(file.path()));
        return paths;
    }

    /** Reports whether other files say the same, to the letter, since templates can print names in their order. */
    boolean haveContentOf(VarsFiles other) {
        return same(all, other.all) && same(own, other.own);
    }

    private static boolean same(@Nullable SourceFile one, @Nullable SourceFile other) {
        return one == null ? other == null : other != null && one.hasContentOf(other);
    }
}
