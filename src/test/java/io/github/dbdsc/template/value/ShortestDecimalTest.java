package io.github.dbdsc.template.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShortestDecimalTest {

    @ParameterizedTest
    @CsvSource({
        "0.1, 0.1",
        "0.30000000000000004, 0.30000000000000004",
        "1e22, 1e+22",
        "1e23, 1e+23",
        "2e23, 2e+23",
        "4.9e-324, 5e-324",
        "2.2250738585072014e-308, 2.2250738585072014e-308",
        "1.7976931348623157e308, 1.7976931348623157e+308",
        "8.41e21, 8.41e+21",
        "9007199254740993, 9007199254740992.0",
        // a power of two, whose neighbour below is nearer than that above
        "7.1202363472230444E-307, 7.120236347223045e-307"
    })
    void prints_what_python_prints(double value, String text) {
        assertThat(NumberText.of(value)).isEqualTo(text);
    }

    @Test
    void reads_back_as_the_same_float_with_no_digit_too_many() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 20_000; i++) {
            double value = Double.longBitsToDouble(random.nextLong() & Long.MAX_VALUE);
            if (Double.isNaN(value) || Double.isInfinite(value) || value == 0) {
                continue;
            }
            ShortestDecimal shortest = ShortestDecimal.of(value);

            BigDecimal decimal = BigDecimal.valueOf(shortest.digits()).scaleByPowerOfTen(shortest.exponent());
            assertThat(decimal.doubleValue()).isEqualTo(value);
            int digits = decimal.precision();
            if (digits > 1 && value >= Double.MIN_NORMAL) {
                BigDecimal shorter = new BigDecimal(value).round(new MathContext(digits - 1, RoundingMode.HALF_EVEN));
                assertThat(shorter.doubleValue()).isNotEqualTo(value);
            }
        }
    }

    @Test
    void rounds_the_exact_value_half_to_even() {
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < 20_000; i++) {
            int places = random.nextInt(12);
            double value = (random.nextInt(2_000_000) + 0.5) / Math.pow(10, random.nextInt(places + 1));
            BigDecimal expected = new BigDecimal(value).setScale(places, RoundingMode.HALF_EVEN);

            assertThat(NumberText.fixed(value, places)).isEqualTo(expected.toPlainString());
            assertThat(Numbers.round(value, (long) places)).isEqualTo(expected.doubleValue());
        }
    }
}
