package io.github.dbdsc.definition.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TimeZone;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeZonesTest {

    private static final long SEED = 4711;

    @ParameterizedTest
    @CsvSource({
        "UTC+2, 'GMT+02:00'",
        "utc-03:30, 'GMT-03:30'",
        "+02:00, 'GMT+02:00'",
        "-11, 'GMT-11:00'",
        "UT+1, 'GMT+01:00'",
        "Z, 'UTC'",
        "gmt+2, 'GMT+02:00'",
        "UTC+00:00, 'UTC'",
    })
    void an_offset_that_java_takes_for_gmt_is_an_error_that_says_what_to_write(String id, String instead) {
        assertThat(TimeZones.faultIn(id))
                .contains("'" + id + "' is not a time zone of Java's, which takes it for GMT; write '" + instead
                        + "', or a place such as 'Europe/Berlin'");
        assertThat(TimeZones.faultIn(instead)).isEmpty();
    }

    @Test
    void java_agrees_on_what_a_time_zone_is() {
        Random random = new Random(SEED);
        Stream<String> named =
                Stream.concat(Arrays.stream(TimeZone.getAvailableIDs()), ZoneId.getAvailableZoneIds().stream());
        Stream<String> made = IntStream.range(0, 20_000).mapToObj(i -> made(random));
        Stream.concat(named, made)
                .forEach(id -> assertThat(TimeZones.faultIn(id).isEmpty())
                        .as("%s, seed %d", id, SEED)
                        .isEqualTo(isKnownToJava(id)));
    }

    /** {@link TimeZone} gives GMT for what it does not know, and calls each other offset by its own name. */
    private static boolean isKnownToJava(String id) {
        return !TimeZone.getTimeZone(id).getID().equals("GMT") || id.matches("GMT([+-]0?0(:?00)?)?|GMT[+-]000");
    }

    private static String made(Random random) {
        String prefix = List.of("GMT", "UTC", "UT", "", "Etc/GMT", "gmt").get(random.nextInt(6));
        String sign = List.of("+", "-", "").get(random.nextInt(3));
        String hours = Integer.toString(random.nextInt(30));
        String minutes = List.of("", ":00", ":30", "30", ":5", "75", ":60").get(random.nextInt(7));
        return prefix + sign + (random.nextBoolean() ? "0" : "") + hours + minutes;
    }
}
