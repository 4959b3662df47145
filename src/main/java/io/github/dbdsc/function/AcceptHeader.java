package io.github.dbdsc.function;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a caller says in {@code Accept} (RFC 9110, section 12.5.1) of the two forms that a report has. */
final class AcceptHeader {

    private static final String TEXT = "text/plain";
    private static final String JSON = "application/json";

    private AcceptHeader() {}

    /**
     * Reports whether a caller prefers text to JSON: gives it more weight, or the same and names it first. JSON is what is
     * sent to whoever takes both alike, or neither.
     */
    static boolean prefersText(String accept) {
        List<MediaRange> ranges =
                Arrays.stream(accept.split(",", -1)).map(MediaRange::of).toList();
        Optional<MediaRange> text = mostSpecific(ranges, TEXT);
        Optional<MediaRange> json = mostSpecific(ranges, JSON);
        double textWeight = text.map(MediaRange::weight).orElse(0.0);
        double jsonWeight = json.map(MediaRange::weight).orElse(0.0);
        return textWeight > jsonWeight
                || (textWeight > 0
                        && textWeight == jsonWeight
                        && text.get().isExact()
                        && ranges.indexOf(text.get()) < ranges.indexOf(json.get()));
    }

    private static Optional<MediaRange> mostSpecific(List<MediaRange> ranges, String type) {
        return ranges.stream()
                .filter(range -> range.includes(type))
                .max(Comparator.comparingInt(MediaRange::specificity));
    }

    /**
     * One part of the header.
     *
     * @param type {@code text/plain}, {@code text/*} or {@code *}{@code /*}, in lower case
     * @param weight from 0, not at all, to 1
     */
    private record MediaRange(String type, double weight) {

        private static final String ALL = "*/*";

        static MediaRange of(String text) {
            String[] parts = text.toLowerCase(Locale.ROOT).split(";", -1);
            double weight = Arrays.stream(parts)
                    .skip(1)
                    .map(String::strip)
                    .filter(part -> part.startsWith("q="))
                    .mapToDouble(part -> weight(part.substring(2)))
                    .findFirst()
                    .orElse(1);
            return new MediaRange(parts[0].strip(), weight);
        }

        private static double weight(String text) {
            return text.matches("0(\\.\\d{0,3})?|1(\\.0{0,3})?") ? Double.parseDouble(text) : 0;
        }

        boolean isExact() {
            return !type.endsWith("*");
        }

        boolean includes(String wanted) {
            return type.equals(ALL)
                    || type.equals(wanted)
                    || (type.endsWith("/*") && wanted.startsWith(type.substring(0, type.length() - 1)));
        }

        int specificity() {
            return type.equals(ALL) ? 0 : isExact() ? 2 : 1;
        }
    }
}
