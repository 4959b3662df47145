package io.github.dbdsc.cron;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuartzCronTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0 0 12 * * ?",
                "0 15 22 ? * *",
                "0 15 10 * * ? *",
                "0 15 10 * * ? 2027",
                "0 15 10 ? * * 2027-2029",
                "0 15 10 * * ? 2027,2030/2",
                "0 0/5 14,18 * * ?",
                "0 */15 * * * ?",
                "0 /15 * * * ?",
                "*/59 */59 */23 */31 */12 ?",
                "0 0-30/60 0 * * ?",
                "0-30/10 0-5 14 * * ?",
                "0 10,44 14 ? 3 WED",
                "0 0 7 ? * MON-FRI",
                "0 0 7 ? * mon-fri",
                "0 0 7 ? jan-Mar 2,4,SAT",
                "0 0 22-2 ? * FRI-MON",
                "0 0 0 31 12 ?",
                "59 59 23 1 1 ?",
                "0 0 0 L * ?",
                "0 0 0 L-3 * ?",
                "0 0 0 L-30 * ?",
                "0 0 0 LW * ?",
                "0 0 0 L-2W * ?",
                "0 0 0 15W * ?",
                "0 0 0 1W,15 * ?",
                "0 0 0 ? * L",
                "0 0 0 ? * 6L",
                "0 0 0 ? * FRIL",
                "0 0 0 ? * 6#3",
                "0 0 0 ? * FRI#5",
                "0 0 0 ? * MON,6#3",
                "  0  0\t5 * * ?  ",
            })
    void what_quartz_reads_is_valid(String expression) {
        assertThat(QuartzCron.faultIn(expression)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "60 0 0 * * ?         | '60' does not fit seconds (0-59)",
                "0 60 0 * * ?         | '60' does not fit minutes (0-59)",
                "0 0 24 * * ?         | '24' does not fit hours (0-23)",
                "0 0 0 0 * ?          | '0' does not fit day-of-month (1-31)",
                "0 0 0 32 * ?         | '32' does not fit day-of-month (1-31)",
                "0 0 0 ? 13 *         | '13' does not fit month (1-12 or JAN-DEC)",
                "0 0 0 ? JANUARY *    | 'JANUARY' does not fit month (1-12 or JAN-DEC)",
                "0 0 0 ? * 0          | '0' does not fit day-of-week (1-7 or SUN-SAT)",
                "0 0 0 ? * 8          | '8' does not fit day-of-week (1-7 or SUN-SAT)",
                "0 0 0 ? * SUN-8      | 'SUN-8' does not fit day-of-week (1-7 or SUN-SAT)",
                "0 0 0 ? * JAN        | 'JAN' does not fit day-of-week (1-7 or SUN-SAT)",
                "0 0 0 * * ? 1969     | '1969' does not fit year (1970-2099)",
                "0 0 0 * * ? 2100     | '2100' does not fit year (1970-2099)",
                "0 0 0 * * ? 2030-2029| '2030-2029' does not fit year (1970-2099)",
                "-5 0 0 * * ?         | '-5' does not fit seconds (0-59)",
                "1- 0 0 * * ?         | '1-' does not fit seconds (0-59)",
                "1-2-3 0 0 * * ?      | '1-2-3' does not fit seconds (0-59)",
                "0 */60 0 * * ?       | '*/60' does not fit minutes (0-59): its step is more than 59",
                "0 0/60 0 * * ?       | '0/60' does not fit minutes (0-59): its step is more than 59",
                "0/70 0 0 * * ?       | '0/70' does not fit seconds (0-59): its step is more than 59",
                "0 0 0 1/32 * ?       | '1/32' does not fit day-of-month (1-31): its step is more than 31",
                "0 0 0 1 1/13 ?       | '1/13' does not fit month (1-12 or JAN-DEC): its step is more than 12",
                "0 0 0 ? * 2/8        | '2/8' does not fit day-of-week (1-7 or SUN-SAT): its step is more than 7",
                "0 0 0 ? * MON-6      | 'MON-6' does not fit day-of-week (1-7 or SUN-SAT): it mixes a number and a name; write two of a kind",
                "0 0 0 1 1-DEC ?      | '1-DEC' does not fit month (1-12 or JAN-DEC): it mixes a number and a name; write two of a kind",
                "0 */ 0 * * ?         | '*/' does not fit minutes (0-59)",
                "0 5/x 0 * * ?        | '5/X' does not fit minutes (0-59)",
                "0 0 */24 * * ?       | '*/24' does not fit hours (0-23): its step is more than 23",
                "0 *5 0 * * ?         | '*5' does not fit minutes (0-59)",
                "0 1,,2 0 * * ?       | '' does not fit minutes (0-59)",
                "0 1, 0 * * ?         | '' does not fit minutes (0-59)",
                "0 ? 0 * * ?          | '?' does not fit minutes (0-59)",
                "0 0 0 ?,1 * ?        | '?' does not fit day-of-month (1-31)",
                "0 L 0 * * ?          | 'L' does not fit minutes (0-59)",
                "0 0 0 6L * ?         | '6L' does not fit day-of-month (1-31)",
                "0 0 0 L-31 * ?       | 'L-31' does not fit day-of-month (1-31)",
                "0 0 0 32W * ?        | '32W' does not fit day-of-month (1-31)",
                "0 0 0 0W * ?         | '0W' does not fit day-of-month (1-31)",
                "0 0 0 1#2 * ?        | '1#2' does not fit day-of-month (1-31)",
                "0 0 0 L,15 * ?       | 'L,15' has a last day together with other days",
                "0 0 0 ? * 2W         | '2W' does not fit day-of-week (1-7 or SUN-SAT)",
                "0 0 0 ? * 8L         | '8L' does not fit day-of-week (1-7 or SUN-SAT)",
                "0 0 0 ? * L-3        | 'L-3' does not fit day-of-week (1-7 or SUN-SAT)",
                "0 0 0 ? * MON,FRIL   | 'MON,FRIL' has a last day together with other days",
                "0 0 0 ? * 6#6        | '6#6' does not fit day-of-week (1-7 or SUN-SAT)",
                "0 0 0 ? * 6#0        | '6#0' does not fit day-of-week (1-7 or SUN-SAT)",
                "0 0 0 ? * #2         | '#2' does not fit day-of-week (1-7 or SUN-SAT)",
                "0 0 0 ? * 2#1,3#2    | '2#1,3#2' has more than one #",
                "0 0 0 * * *          | exactly one of day-of-month and day-of-week must be ?",
                "0 0 0 ? * ?          | exactly one of day-of-month and day-of-week must be ?",
                "0 0 0 1 * MON        | exactly one of day-of-month and day-of-week must be ?",
            })
    void what_quartz_does_not_read_is_named(String expression, String fault) {
        assertThat(QuartzCron.faultIn(expression)).contains(fault);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "daily                | it has 1 field where",
                "0 5 * * *            | so put a 0 in front",
                "0 0 0 * * ? * *      | it has 8 fields where seconds minutes hours",
                "0 0 99999999999 * * ?| '99999999999' does not fit hours",
            })
    void a_fault_in_form_names_the_right_form(String expression, String fault) {
        assertThat(QuartzCron.faultIn(expression).orElse("")).contains(fault);
    }
}
