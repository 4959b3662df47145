package io.github.dbdsc.export;

import io.github.dbdsc.model.ActualJob;
import io.github.dbdsc.model.JobKey;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Makes keys of the names of jobs: paths that every file system takes, and that differ whatever the case. */
final class KeysOfNames {

    /** Fewer bytes than a file system takes for the name of a file, even where each character takes three. */
    private static final int LONGEST_STEP = 80;

    private static final int LONGEST = 200;

    /** Windows keeps these names for devices, whatever follows after a dot. */
    private static final Pattern DEVICE = Pattern.compile("(?i)(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\\..*)?");

    private static final Pattern UNFIT = Pattern.compile("[^\\p{L}\\p{M}\\p{N}._]+");
    private static final Pattern EDGE = Pattern.compile("^[-.]+|[-.]+$");
    private static final String DASH = "-";

    private final ExportRequest.Folders folders;
    private final Map<String, Integer> prefixes = new HashMap<>();
    private final Set<String> taken = new HashSet<>();

    private KeysOfNames(ExportRequest.Folders folders) {
        this.folders = folders;
    }

    /** Returns the keys of jobs by their ids. A job's key does not depend on the order of the jobs, but for a number at its end. */
    static Map<Long, JobKey> of(List<ActualJob> jobs, ExportRequest.Folders folders) {
        KeysOfNames keys = new KeysOfNames(folders);
        jobs.forEach(job -> keys.prefixes.merge(prefix(job.name()), 1, Integer::sum));
        Map<Long, JobKey> byId = new LinkedHashMap<>();
        jobs.forEach(job -> byId.put(job.id(), keys.key(job)));
        return byId;
    }

    private static String prefix(String name) {
        int dash = name.indexOf(DASH);
        return dash > 0 && name.indexOf('/') < 0 ? name.substring(0, dash) : "";
    }

    private JobKey key(ActualJob job) {
        List<String> steps = new ArrayList<>();
        folders.tag().flatMap(tag -> job.settings().tag(tag)).ifPresent(steps::add);
        String prefix = prefix(job.name());
        if (folders.prefix() && !prefix.isBlank() && prefixes.getOrDefault(prefix, 0) > 1) {
            steps.add(prefix);
            steps.add(job.name().substring(prefix.length() + 1));
        } else {
            steps.addAll(Arrays.asList(job.name().split("/")));
        }
        String path = path(steps, ".json");
        return unique(path.isEmpty() || path.length() > LONGEST ? "job-" + job.id() : path);
    }

    /**
     * Returns a path that every file system takes; {@code ""} where nothing is left of the steps. No folder is named as a file
     * may be: {@code a.json/b} beside {@code a.json}.
     */
    static String path(List<String> wanted, String suffix) {
        List<String> steps = wanted.stream()
                .map(KeysOfNames::fit)
                .filter(step -> !step.isEmpty())
                .toList();
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < steps.size(); i++) {
            String step = steps.get(i);
            boolean isFolder = i < steps.size() - 1;
            path.append(i == 0 ? "" : "/")
                    .append(isFolder && step.toLowerCase(Locale.ROOT).endsWith(suffix) ? step + "-" : step);
        }
        return path.toString();
    }

    private static String fit(String step) {
        String plain = Normalizer.normalize(step, Normalizer.Form.NFC);
        String fit = EDGE.matcher(UNFIT.matcher(plain).replaceAll(DASH)).replaceAll("");
        String cut = fit.codePointCount(0, fit.length()) > LONGEST_STEP
                ? EDGE.matcher(fit.substring(0, fit.offsetByCodePoints(0, LONGEST_STEP)))
                        .replaceAll("")
                : fit;
        return DEVICE.matcher(cut).matches() ? "job-" + cut : cut;
    }

    private JobKey unique(String path) {
        String unique = path;
        for (int i = 2; !taken.add(folded(unique)); i++) {
            unique = path + DASH + i;
        }
        return new JobKey(unique);
    }

    /** Returns a text that is the same for paths that a file system may take for the same. */
    static String folded(String path) {
        return Normalizer.normalize(path, Normalizer.Form.NFKD)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
    }
}
