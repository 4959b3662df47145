package io.github.dbdsc.settings;

import io.github.dbdsc.model.DidYouMean;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says which settings count for one target: those with its name behind two underscores, {@code STRICT__dev}, and where it has
 * none, the plain ones, which are everybody's. What names a workspace, an identity or whether jobs are deleted is never
 * everybody's where there are several targets: a mistyped name would send one target to the workspace of another.
 *
 * @param name the target's name; {@code ""} for an app without targets, for which plain settings count alone
 * @param all the names of all targets
 */
public record TargetScope(String name, SortedSet<String> all) {

    /** The scope of an app without targets. */
    public static final TargetScope NONE = new TargetScope("", Collections.emptySortedSet());

    private static final String SEPARATOR = "__";

    /** What is each target's own where there are several. */
    private static final Set<String> OWN = Set.of(
            "AUTHORITY",
            "AUTHORITY_TYPE",
            "CERT_THUMBPRINT",
            "CLIENT_ID",
            "CLIENT_SECRET",
            "DATABRICKS_URI",
            "PAT_TOKEN",
            "PRIVATE_KEY_FILE",
            "PRIVATE_KEY_PASSWORD",
            "PRUNE",
            "RESOURCE",
            "THUMBPRINT");

    private static final Pattern SETTING = Pattern.compile("^[A-Z][A-Z_]*[A-Z]\\b");

    public TargetScope {
        all = Collections.unmodifiableSortedSet(new TreeSet<>(all));
    }

    /** Reports whether this is one of several targets. */
    public boolean isOneOfSeveral() {
        return all.size() > 1;
    }

    /** Returns the names under which a setting may be given, the one that counts first. */
    List<String> names(String setting) {
        if (name.isEmpty()) {
            return List.of(setting);
        }
        return isOneOfSeveral() && OWN.contains(setting) ? List.of(own(setting)) : List.of(own(setting), setting);
    }

    /** Returns the name under which a setting is this target's alone. */
    public String own(String setting) {
        return name.isEmpty() ? setting : setting + SEPARATOR + suffix(name);
    }

    /** Returns the text of a setting of this target, without blanks around it; empty when it is missing or blank. */
    public Optional<String> value(Map<String, String> values, String setting) {
        return names(setting).stream()
                .flatMap(given -> Settings.value(values, given).stream())
                .findFirst();
    }

    /** Returns a sentence about a setting with the name under which this target's value is, or should be, given. */
    String told(String fault, Collection<String> given) {
        Matcher setting = SETTING.matcher(fault);
        if (name.isEmpty() || !setting.find() || SettingNames.isOfTheApp(setting.group())) {
            return fault;
        }
        List<String> names = names(setting.group());
        String meant = names.stream().filter(given::contains).findFirst().orElse(names.get(0));
        return meant + fault.substring(setting.end());
    }

    /** Returns how a target's name ends a setting's: app settings take no dash. */
    private static String suffix(String target) {
        return target.replace('-', '_');
    }

    /** Reports whether two names of targets end settings alike. */
    static boolean areAlike(String one, String other) {
        return suffix(one).equals(suffix(other));
    }

    /**
     * Returns what is wrong with the names of settings that are meant for one target: nobody reads them.
     *
     * @param targets the names of all targets
     */
    static List<String> misdirected(Collection<String> given, SortedSet<String> targets) {
        return new TreeSet<>(given)
                .stream()
                        .flatMap(setting -> misdirected(setting, targets).stream())
                        .toList();
    }

    private static Optional<String> misdirected(String setting, SortedSet<String> targets) {
        int end = setting.indexOf(SEPARATOR);
        if (end <= 0) {
            return Optional.empty();
        }
        String plain = setting.substring(0, end);
        String suffix = setting.substring(end + SEPARATOR.length());
        if (!SettingNames.ALL.contains(plain)) {
            return mistyped(setting, plain, suffix, targets);
        }
        if (SettingNames.isOfTheApp(plain)) {
            return Optional.of(
                    setting + " is no setting: " + plain + " is the app's, and the same for all targets; set " + plain);
        }
        List<String> suffixes = targets.stream().map(TargetScope::suffix).toList();
        return suffixes.contains(suffix)
                ? Optional.empty()
                : Optional.of(setting + " is for no target: there "
                        + (targets.isEmpty()
                                ? "are none; name them in TARGETS"
                                : "is no '" + suffix + "' in TARGETS" + DidYouMean.endingAmongFew(suffix, suffixes)));
    }

    /** What ends in the name of a target and is nearly a setting was meant to be one, and a default takes its place. */
    private static Optional<String> mistyped(String setting, String plain, String suffix, SortedSet<String> targets) {
        boolean isForTarget = targets.stream().map(TargetScope::suffix).anyMatch(suffix::equalsIgnoreCase);
        return Optional.of(plain)
                .filter(written -> isForTarget)
                .flatMap(written -> DidYouMean.nearest(written, SettingNames.ALL))
                .map(meant -> setting + " is no setting; did you mean '" + meant + SEPARATOR + suffix + "'?");
    }

    /** Returns the name of the setting that ends in the name of a target, as {@code params.json} has it in a part. */
    static String suffixed(String setting, String target) {
        return setting + SEPARATOR + suffix(target);
    }
}
