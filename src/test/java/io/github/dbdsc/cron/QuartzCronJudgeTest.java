package io.github.dbdsc.cron;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.ParseException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.quartz.CronExpression;

/** Holds our check of cron expressions against Quartz's own parser, over generated expressions. */
class QuartzCronJudgeTest {

    private static final long SEED = 20261130;
    private static final int EXPRESSIONS = 60_000;

    private static final int[] FIRST = {0, 0, 0, 1, 1, 1, 1970};
    private static final int[] LAST = {59, 59, 23, 31, 12, 7, 2099};
    private static final int DAY_OF_MONTH = 3;
    private static final int MONTH = 4;
    private static final int DAY_OF_WEEK = 5;

    private static final String NAMES =
            "(?:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC|SUN|MON|TUE|WED|THU|FRI|SAT)";
    private static final Pattern NUMBER = Pattern.compile("[0-9]+");
    private static final Pattern STEP = Pattern.compile("/[0-9]+");
    private static final Pattern VALUES = Pattern.compile(
            "(?:\\*|(?<from>VALUE)(?:-(?<to>VALUE))?)?(?:/[0-9]+)?".replace("VALUE", "(?:[0-9]+|" + NAMES + ")"));
    private static final Pattern DAYS_OF_MONTH = Pattern.compile("LW?|L-[0-9]+W?|[0-9]+W");
    private static final Pattern DAYS_OF_WEEK = Pattern.compile("L|(?:[0-9]|SUN|MON|TUE|WED|THU|FRI|SAT)(?:L|#[0-9])");

    /** What Quartz reads and we refuse, on purpose. There is nothing the other way round. */
    private enum Leniency {
        /** Quartz reads the first seven fields and ignores the others: whoever wrote them meant something. */
        MORE_FIELDS_THAN_ARE_READ,
        /** Quartz skips an element of a list that is empty: what should stand there is lost. */
        EMPTY_ELEMENT,
        /**
         * Quartz skips letters and signs where it does not expect any: {@code 5x} and {@code MONDAY} read as {@code 5}
         * and {@code MON}, {@code L} in minutes as nothing.
         */
        SIGNS_THAT_ARE_SKIPPED,
        /** Quartz does not check each number: there is no day 0 or year 88, and such a time never comes. */
        NUMBER_OUT_OF_RANGE
    }

    @Test
    void quartz_agrees_on_what_is_valid() {
        Random random = new Random(SEED);
        Set<Leniency> met = EnumSet.noneOf(Leniency.class);
        int valid = 0;
        for (int i = 0; i < EXPRESSIONS; i++) {
            String expression = expression(random);
            boolean ours = QuartzCron.faultIn(expression).isEmpty();
            Optional<String> theirs = faultByQuartz(expression);
            if (ours) {
                valid++;
                assertThat(theirs)
                        .as("we take '%s', seed %d, Quartz says", expression, SEED)
                        .isEmpty();
            } else if (theirs.isEmpty()) {
                Optional<Leniency> reason = exception(expression);
                assertThat(reason)
                        .as("Quartz reads '%s', seed %d, and we refuse it since", expression, SEED)
                        .isPresent();
                met.add(reason.orElseThrow());
            }
        }
        assertThat(valid).isGreaterThan(EXPRESSIONS / 10);
        assertThat(met).as("exceptions that are still needed").isEqualTo(EnumSet.allOf(Leniency.class));
    }

    private static Optional<String> faultByQuartz(String expression) {
        try {
            return new CronExpression(expression).getCronExpression().isEmpty() ? Optional.of("") : Optional.empty();
        } catch (ParseException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static Optional<Leniency> exception(String expression) {
        List<String> fields = List.of(expression.toUpperCase(Locale.ROOT).split("\\s+", -1));
        if (fields.size() > FIRST.length) {
            return Optional.of(Leniency.MORE_FIELDS_THAN_ARE_READ);
        }
        for (int field = 0; field < fields.size(); field++) {
            boolean day = field == DAY_OF_MONTH || field == DAY_OF_WEEK;
            for (String element : fields.get(field).split(",", -1)) {
                if (element.isEmpty()) {
                    return Optional.of(Leniency.EMPTY_ELEMENT);
                }
                if (!isWellFormed(field, element) && !(day && fields.get(field).equals("?"))) {
                    return Optional.of(Leniency.SIGNS_THAT_ARE_SKIPPED);
                }
                if (hasNumberOutOfRange(field, element)) {
                    return Optional.of(Leniency.NUMBER_OUT_OF_RANGE);
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isWellFormed(int field, String element) {
        boolean nameFits = field == MONTH || field == DAY_OF_WEEK || !element.matches(".*" + NAMES + ".*");
        return (VALUES.matcher(element).matches() && nameFits)
                || (field == DAY_OF_MONTH && DAYS_OF_MONTH.matcher(element).matches())
                || (field == DAY_OF_WEEK && DAYS_OF_WEEK.matcher(element).matches());
    }

    private static boolean hasNumberOutOfRange(int field, String element) {
        Matcher numbers = NUMBER.matcher(STEP.matcher(element).replaceAll(""));
        while (numbers.find()) {
            long number = Long.parseLong(numbers.group());
            if (number < FIRST[field] || number > LAST[field]) {
                return true;
            }
        }
        return false;
    }

    private static String expression(Random random) {
        List<String> fields = new ArrayList<>(List.of("0", "0/5", "3", "*", "*", "?"));
        if (random.nextInt(3) == 0) {
            fields.add("2027");
        }
        for (int changes = 1 + random.nextInt(2); changes > 0; changes--) {
            int field = random.nextInt(FIRST.length);
            String values = values(random, field);
            if (field < fields.size()) {
                fields.set(field, values);
            } else {
                fields.add(values);
            }
            if (field == DAY_OF_WEEK && random.nextInt(20) > 0) {
                fields.set(DAY_OF_MONTH, "?");
            }
        }
        if (random.nextInt(100) == 0) {
            fields.remove(fields.size() - 1);
        } else if (random.nextInt(100) == 0) {
            fields.addAll(List.of("2028", "1"));
        }
        return String.join(" ", fields);
    }

    private static String values(Random random, int field) {
        List<String> elements = new ArrayList<>();
        int count = random.nextInt(5) == 0 ? 2 + random.nextInt(2) : 1;
        for (int i = 0; i < count; i++) {
            elements.add(element(random, field));
        }
        return String.join(",", elements);
    }

    private static String element(Random random, int field) {
        return switch (random.nextInt(13)) {
            case 0 -> "*";
            case 1 -> "?";
            case 2 -> "*/" + number(random, field);
            case 3 -> "/" + number(random, field);
            case 4, 5 -> value(random, field) + "-" + value(random, field);
            case 6 -> value(random, field) + "/" + number(random, field);
            case 7 -> value(random, field) + "-" + value(random, field) + "/" + number(random, field);
            case 8 -> oneOf(random, "L", "LW", "L-" + random.nextInt(33), "L-" + random.nextInt(33) + "W", "W");
            case 9 -> value(random, field) + oneOf(random, "W", "L", "C", "#" + random.nextInt(8));
            case 10 -> withSlip(random, value(random, field));
            default -> value(random, field);
        };
    }

    private static String withSlip(Random random, String value) {
        int place = random.nextInt(value.length() + 1);
        String slip = oneOf(random, "*", "/", "-", ",", "L", "#", "W", "?", "0", " ", "1", "x", "C");
        return value.substring(0, place) + slip + value.substring(place);
    }

    private static String value(Random random, int field) {
        boolean hasNames = field == MONTH || field == DAY_OF_WEEK;
        boolean named = random.nextInt(hasNames ? 3 : 40) == 0;
        return named
                ? oneOf(random, "JAN", "MAR", "dec", "SUN", "Mon", "SAT", "fri", "FOO", "MONDAY", "JA")
                : number(random, field);
    }

    private static String number(Random random, int field) {
        int first = FIRST[field];
        int last = LAST[field];
        int number =
                switch (random.nextInt(8)) {
                    case 0 -> first;
                    case 1 -> last;
                    case 2 -> last + 1;
                    case 3 -> Math.max(0, first - 1);
                    case 4 -> random.nextInt(200);
                    default -> first + random.nextInt(last - first + 1);
                };
        return Integer.toString(number);
    }

    private static String oneOf(Random random, String... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
