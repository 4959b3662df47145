package io.github.dbdsc.local;

import io.github.dbdsc.function.AppSettings;
import io.github.dbdsc.function.AppTargets;
import io.github.dbdsc.model.VisibleText;
import io.github.dbdsc.settings.ParamsDocument;
import io.github.dbdsc.settings.SettingNames;
import io.github.dbdsc.settings.Settings;
import io.github.dbdsc.settings.SettingsException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Options for the workspace and the identity to use: those of one target, where there are several. */
final class WorkspaceOptions {

    @Option(
            names = "--params",
            paramLabel = "FILE",
            description = "A JSON file with the settings, as the original program's params.json"
                    + "; what it does not name comes from the environment (default: all settings do).")
    private @Nullable Path params;

    @Option(
            names = "--target",
            paramLabel = "NAME",
            description = "One of the targets that the setting TARGETS, or the part targets of the file, names"
                    + " (needed where there are several).")
    private @Nullable String target;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    private boolean hasWarned;

    /** Reports whether the command line names a file. */
    boolean isGiven() {
        return params != null;
    }

    Settings settings(Map<String, String> environment) {
        return source(values(environment)).settings();
    }

    /**
     * Returns the settings of the target that the command line names, or of the only one.
     *
     * @param values as {@link #values} returns them, perhaps with more
     * @throws UsageException when there are several and none is named, or none of this name
     * @throws io.github.dbdsc.settings.SettingsException when the targets contradict each other
     */
    AppSettings source(Map<String, String> values) {
        AppTargets targets = AppTargets.of(values);
        targets.requireSense();
        if (target != null) {
            return named(targets, target);
        }
        if (targets.names().size() > 1) {
            throw new UsageException("there are several targets: " + String.join(", ", targets.names())
                    + "; name one of them with --target");
        }
        return targets.only();
    }

    /**
     * Returns the settings of the target that the command line names, or of all targets.
     *
     * @throws io.github.dbdsc.settings.SettingsException when the targets contradict each other
     */
    List<AppSettings> sources(Map<String, String> values) {
        AppTargets.of(values).requireSense();
        return sourcesAsTheyAre(values);
    }

    /** Returns the same, whatever is wrong with the targets. */
    List<AppSettings> sourcesAsTheyAre(Map<String, String> values) {
        AppTargets targets = AppTargets.of(values);
        return target == null ? targets.names().stream().map(targets::of).toList() : List.of(named(targets, target));
    }

    private static AppSettings named(AppTargets targets, String name) {
        try {
            return targets.of(name);
        } catch (SettingsException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    /** Returns the target that the command line names; empty when it names none. */
    Optional<String> target() {
        return Optional.ofNullable(target);
    }

    /**
     * Returns the settings by their names: those of the file, and of the environment those that the file does not name, for
     * one target or for all. A shell that is set up for another workspace redirects no file.
     */
    Map<String, String> values(Map<String, String> environment) {
        if (params == null) {
            return environment;
        }
        Map<String, String> file = read(params);
        warn(file, environment);
        Map<String, String> values = new TreeMap<>(environment);
        values.remove("PARAMS"); // another document of the same kind
        values.keySet().removeIf(name -> isForOneTarget(name, file)); // it would count before the file's
        values.putAll(file);
        return values;
    }

    /** Reports whether a setting is for one target, and a file has it for all. */
    private static boolean isForOneTarget(String name, Map<String, String> file) {
        int end = name.indexOf("__");
        return end > 0 && SettingNames.ALL.contains(name.substring(0, end)) && file.containsKey(name.substring(0, end));
    }

    /** Returns where each setting that there is comes from, by its name: the file's name, or the environment. */
    SortedMap<String, String> origins(Map<String, String> environment) {
        Map<String, String> file = params == null ? Map.of() : read(params);
        SortedMap<String, String> origins = new TreeMap<>();
        values(environment).forEach((name, value) -> {
            if (SettingNames.isSetting(name) && !value.isBlank()) {
                origins.put(name, file.containsKey(name) ? String.valueOf(params) : "the environment");
            }
        });
        return origins;
    }

    /** Says once what nobody reads, and what the environment would have said otherwise; without any value. */
    private void warn(Map<String, String> file, Map<String, String> environment) {
        if (hasWarned) {
            return;
        }
        hasWarned = true;
        Stream<String> unread = SettingNames.unknown(file.keySet()).stream().map(fault -> params + ": " + fault);
        Stream<String> other = file.keySet().stream()
                .sorted()
                .filter(SettingNames::isSetting)
                .filter(name -> !environment.getOrDefault(name, "").isBlank())
                .filter(name -> !environment.getOrDefault(name, "").equals(file.get(name)))
                .map(name -> name + " has one value in " + params + " and another in the environment; that of the file"
                        + " counts");
        Stream<String> ofTargets = environment.keySet().stream()
                .sorted()
                .filter(name -> isForOneTarget(name, file) && !file.containsKey(name))
                .map(name -> name + " in the environment does not count, since " + params + " has "
                        + name.substring(0, name.indexOf("__")) + " for all targets");
        PrintWriter err = command.commandLine().getErr();
        Stream.of(unread, other, ofTargets)
                .flatMap(warnings -> warnings)
                .forEach(warning -> err.println("Warning: " + VisibleText.of(warning)));
        err.flush();
    }

    /**
     * Reads the settings in a params file of the original program; their names come back in upper case.
     *
     * @throws UsageException when the file is missing or is not an object of plain values; its content is not quoted,
     *     since it holds secrets
     */
    private static Map<String, String> read(Path file) {
        try {
            return ParamsDocument.parse(Files.readString(file));
        } catch (NoSuchFileException e) {
            throw new UsageException("there is no file " + file + "; name one with --params");
        } catch (IllegalArgumentException e) {
            throw new UsageException(file + " " + e.getMessage());
        } catch (IOException e) {
            throw new UsageException(
                    file + " can't be read: " + FileFault.of(e) + "; check that it is a text file you may read");
        }
    }
}
