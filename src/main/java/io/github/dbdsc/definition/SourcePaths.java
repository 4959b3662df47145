package io.github.dbdsc.definition;

import io.github.dbdsc.model.DidYouMean;
import io.github.dbdsc.model.TargetView;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which files of a container a target reads, and under which paths: those below its prefix, and of the vars for one target
 * only its own. Events, looks for changes and snapshots all ask here.
 *
 * @param prefix begins the names of its files: {@code ""}, or a folder with a slash at its end
 * @param target the target's name, {@code ""} where targets have none; null for the files of all
 * @param targets the names of all targets
 */
public record SourcePaths(String prefix, @Nullable String target, SortedSet<String> targets) {

    private static final Pattern LIKE_VARS = Pattern.compile(
            "vars?/(?<target>[^/]+)\\.(?:json|jsonc|json5|ya?ml)", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /** Every file that any target reads which has no prefix. */
    public static final SourcePaths ALL = new SourcePaths("", null, Collections.emptySortedSet());

    /** Returns those of a target in a folder of somebody's, which is what is uploaded below the prefix. */
    public SourcePaths inFolder() {
        return new SourcePaths("", target, targets);
    }

    /** Returns those of a target. */
    public static SourcePaths of(TargetView view) {
        return new SourcePaths(view.prefix(), view.name(), view.names());
    }

    /** Returns the path of a source file below the prefix; empty when the target does not read it. */
    public Optional<String> path(String name) {
        return below(name).filter(path -> Snapshot.isSource(path) && isOwn(path));
    }

    /** Returns what is nearly right about the name of a file that the target does not read. */
    public Optional<MisnamedFile> misnamed(String name) {
        return below(name).flatMap(path -> MisnamedFile.of(path).or(() -> ofNobody(path)));
    }

    private Optional<String> below(String name) {
        return name.startsWith(prefix) ? Optional.of(name.substring(prefix.length())) : Optional.empty();
    }

    private boolean isOwn(String path) {
        return target == null
                || Snapshot.targetOfVars(path).filter(of -> !of.equals(target)).isEmpty();
    }

    /** Without targets, a folder {@code vars/} is none of ours. */
    private Optional<MisnamedFile> ofNobody(String path) {
        Matcher vars = LIKE_VARS.matcher(path);
        boolean isRead =
                Snapshot.targetOfVars(path).filter(of -> targets.contains(of)).isPresent();
        return targets.isEmpty() || isRead || !vars.matches()
                ? Optional.empty()
                : Optional.of(new MisnamedFile(
                        path,
                        Snapshot.varsOf(DidYouMean.nearestOfFew(vars.group("target"), targets)
                                .orElse("<target>, of which there are " + String.join(", ", targets)))));
    }
}
