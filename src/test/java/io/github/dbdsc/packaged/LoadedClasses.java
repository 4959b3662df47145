package io.github.dbdsc.packaged;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Counts the classes in a log of {@code -Xlog:class+load} by their source. */
final class LoadedClasses {

    private static final Pattern LINE = Pattern.compile("(\\S+) source: (.+)");
    private static final Pattern JAR = Pattern.compile("([^/]+?)(-\\d[^/]*)?\\.jar");

    private LoadedClasses() {}

    /** Returns the counts by source, the greatest first, without the small ones. */
    static List<Map.Entry<String, Long>> bySource(Path log, int atLeast) throws IOException {
        Map<String, Long> counts = Files.readAllLines(log).stream()
                .map(LINE::matcher)
                .filter(Matcher::find)
                .map(line -> source(line.group(1), line.group(2)))
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        return counts.entrySet().stream()
                .filter(source -> source.getValue() >= atLeast)
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .toList();
    }

    private static String source(String type, String place) {
        if (type.contains("Lambda")) {
            return "made for lambdas";
        }
        Matcher jar = JAR.matcher(place);
        if (jar.find()) {
            return jar.group(1);
        }
        if (place.startsWith("jrt:")) {
            return "JDK, read and parsed";
        }
        return place.startsWith("shared") ? "JDK, from its class-data archive" : "other";
    }
}
