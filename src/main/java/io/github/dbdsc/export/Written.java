package io.github.dbdsc.export;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.definition.Snapshot;
import io.github.dbdsc.export.learn.Grouping;
import io.github.dbdsc.export.learn.Template;
import io.github.dbdsc.export.learn.TradeOff;
import io.github.dbdsc.model.JobKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Writes jobs as definitions and templates, in the form that takes the fewest bytes. */
final class Written {

    /** The template that takes settings whole. */
    private static final String AS_IS = "as-is.jinja2";

    private static final String AS_IS_TEXT =
            "{# The settings of a job that shares no template with others. #}\n{{ job.settings | tojson }}\n";

    private static final String SUFFIX = ".jinja2";

    /** A shorter beginning says nothing of what jobs have in common. */
    private static final int SHORTEST = 3;

    private final SortedMap<String, String> files = new TreeMap<>();
    private final Set<String> templates =
            new HashSet<>(Set.of(KeysOfNames.folded(AS_IS), KeysOfNames.folded("standard" + SUFFIX)));

    private Written() {}

    /** Returns the files of jobs that share templates, by their paths. */
    static SortedMap<String, String> learned(List<Candidate> jobs, TradeOff tradeOff) {
        Written written = new Written();
        List<List<Integer>> groups =
                Grouping.of(jobs.stream().map(Candidate::referring).toList(), tradeOff);
        groups.forEach(group -> written.add(group.stream().map(jobs::get).toList()));
        return written.files;
    }

    /** Returns the files of jobs whose definitions have the settings whole. */
    static SortedMap<String, String> asTheyAre(List<Candidate> jobs) {
        Written written = new Written();
        written.addAsTheyAre(jobs);
        return written.files;
    }

    private void add(List<Candidate> group) {
        Optional<Template> learned =
                Template.of(group.stream().map(Candidate::referring).toList());
        boolean refers = group.stream().anyMatch(job -> !job.referring().equals(job.settings()));
        if (learned.isEmpty() || (group.size() == 1 && !refers)) {
            addAsTheyAre(group);
            return;
        }
        String name = name(group);
        SortedMap<String, String> made = new TreeMap<>();
        made.put(Snapshot.TEMPLATES + name, header(group.size()) + learned.get().text());
        for (int i = 0; i < group.size(); i++) {
            made.put(
                    group.get(i).key().path(),
                    definition(name, group.get(i), learned.get().values().get(i)));
        }
        if (!refers && size(made) > shortest(group) && size(made) > size(asTheyAre(group))) {
            addAsTheyAre(group);
        } else {
            templates.add(KeysOfNames.folded(name));
            files.putAll(made);
        }
    }

    /** Returns how many bytes the settings take at least: many more once they are written for people. */
    private static int shortest(List<Candidate> group) {
        return group.stream()
                .mapToInt(job -> job.settings().toString().length())
                .sum();
    }

    private static int size(Map<String, String> files) {
        return files.values().stream().mapToInt(String::length).sum();
    }

    private static String header(int jobs) {
        return "{# Exported from " + (jobs == 1 ? "1 job" : jobs + " jobs") + ". #}\n";
    }

    private void addAsTheyAre(List<Candidate> jobs) {
        if (!jobs.isEmpty()) {
            files.put(Snapshot.TEMPLATES + AS_IS, AS_IS_TEXT);
        }
        jobs.forEach(job -> {
            ObjectNode values = JsonNodeFactory.instance.objectNode();
            values.set("settings", job.settings());
            files.put(job.key().path(), definition(AS_IS, job, values));
        });
    }

    private static String definition(String template, Candidate job, ObjectNode values) {
        ObjectNode definition = JsonNodeFactory.instance.objectNode();
        definition.put("$template", template);
        definition.put("$adopt", job.job().id());
        definition.setAll(values);
        return DefinitionFile.text(definition);
    }

    /** Returns a name that no template has: of what the keys have in common, else of what the first task does. */
    private String name(List<Candidate> group) {
        List<String> keys = group.stream().map(job -> job.key().value()).toList();
        String common = keys.stream().reduce(Written::beginning).orElse("");
        int end = common.length();
        while (group.size() > 1 && end > 0 && "/-_.".indexOf(common.charAt(end - 1)) < 0) {
            end--;
        }
        String cut = common.substring(0, end).replaceAll("[-/_.]+$", "");
        String path = KeysOfNames.path(List.of(cut.toLowerCase(Locale.ROOT).split("/")), SUFFIX);
        String base = path.length() >= SHORTEST ? path : kind(group.get(0).settings());
        String name = base + SUFFIX;
        for (int i = 2; templates.contains(KeysOfNames.folded(name)); i++) {
            name = base + "-" + i + SUFFIX;
        }
        return name;
    }

    private static String beginning(String one, String other) {
        int length = 0;
        while (length < Math.min(one.length(), other.length()) && one.charAt(length) == other.charAt(length)) {
            length++;
        }
        return one.substring(0, length);
    }

    private static String kind(ObjectNode settings) {
        List<String> kinds = new ArrayList<>();
        settings.path("tasks").forEach(task -> task.fieldNames().forEachRemaining(field -> {
            if (field.endsWith("_task") && !kinds.contains(field)) {
                kinds.add(field);
            }
        }));
        return kinds.isEmpty()
                ? "job"
                : kinds.stream()
                        .limit(2)
                        .map(kind -> kind.replace("_task", "").replace('_', '-'))
                        .collect(Collectors.joining("-"));
    }

    /** Returns the definitions of files, by the keys. */
    static Map<JobKey, String> definitions(Map<String, String> files) {
        Map<JobKey, String> definitions = new LinkedHashMap<>();
        files.forEach((path, text) -> {
            if (JobKey.isDefinition(path)) {
                definitions.put(JobKey.ofPath(path), text);
            }
        });
        return definitions;
    }
}
